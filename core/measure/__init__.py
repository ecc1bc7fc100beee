"""Facts measured from pixels."""
