"""Generated product surfaces, defects and look-alikes with exact masks; numpy and cv2 only."""
