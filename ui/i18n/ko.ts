<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DefectScribe</source>
        <translation type="unfinished">DefectScribe 정보</translation>
    </message>
    <message>
        <source>Copy name and version, for a message to support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds defects on images of parts, names them, measures them and keeps what the program and people said, without a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licensed under the Apache License 2.0. Uses Qt and PySide6 under the LGPL 3. The texts below tell of the models, fonts and packages in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is missing. Install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnomalyBar</name>
    <message>
        <source>Add good references: then unusual places are found without examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anomaly score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance from the good references: {0}, limit {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no good references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}× limit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BankDialog</name>
    <message>
        <source>Categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an ROI on a defect and use it as an example, or register images of good parts as good references.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example {number}, {hash}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples of the category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taught yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the examples…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back what was taught or taken out last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected examples out; “Undo” brings them back (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{examples} examples of defects, {references} good references, bank revision {revision}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrowserHeader</name>
    <message>
        <source>Images</source>
        <translation type="unfinished">이미지</translation>
    </message>
    <message>
        <source>Images: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect all images that the list shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect the images in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation type="unfinished">이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the folder again (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading the folder (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrowserPanel</name>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect selected ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrowserWords</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most suspicious first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged by a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person: {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program: {outcome}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspicion: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasMessages</name>
    <message>
        <source>No image is open</source>
        <translation>열린 이미지가 없습니다</translation>
    </message>
    <message>
        <source>Open a folder, then choose an image in the list.</source>
        <translation>폴더를 연 다음 목록에서 이미지를 선택하세요.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>This image cannot be shown</source>
        <translation>이 이미지를 표시할 수 없습니다</translation>
    </message>
</context>
<context>
    <name>CanvasPanel</name>
    <message>
        <source>Decoding at full size…</source>
        <translation>원본 크기로 디코딩하는 중…</translation>
    </message>
    <message>
        <source>F whole image, Z 1:1, + and - zoom, R draw ROIs, Insert adds an ROI, arrow keys move it, Ctrl with arrow keys resizes it, Delete removes it, [ and ] select another, M heat map.</source>
        <translation>F 전체 보기, Z 1:1, +와 - 확대와 축소, R ROI 그리기, Insert ROI 추가, 화살표 키로 이동, Ctrl+화살표 키로 크기 조절, Delete로 삭제, [와 ]로 다른 ROI 선택, M 히트맵.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Loading the image…</source>
        <translation>이미지를 불러오는 중…</translation>
    </message>
</context>
<context>
    <name>CanvasStatusLine</name>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Image status</source>
        <translation>이미지 상태</translation>
    </message>
    <message>
        <source>One image pixel per screen pixel (Z)</source>
        <translation>이미지 1픽셀을 화면 1픽셀로 보기 (Z)</translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation>히트맵 불투명도</translation>
    </message>
    <message>
        <source>Show the whole image (F)</source>
        <translation>이미지 전체 보기 (F)</translation>
    </message>
    <message>
        <source>Show where the image differs from the good references (M)</source>
        <translation>양품 기준과 다른 곳 표시 (M)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom in (+, mouse wheel)</source>
        <translation>확대 (+, 마우스 휠)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Zoom out (-, mouse wheel)</source>
        <translation>축소 (-, 마우스 휠)</translation>
    </message>
    <message>
        <source>grey {value}</source>
        <translation>밝기 {value}</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Close without saving</source>
        <translation>저장하지 않고 닫기</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>닫는 중…</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>닫지 않기</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>저장되지 않음</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 저장</translation>
    </message>
    <message>
        <source>{0} entries could not be saved yet.</source>
        <translation>아직 저장하지 못한 항목이 {0}건 있습니다.</translation>
    </message>
</context>
<context>
    <name>ConfigurationTree</name>
    <message>
        <source>Bank revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour mode of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good references since revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished">이미지</translation>
    </message>
    <message>
        <source>Image quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-processing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextFields</name>
    <message>
        <source>Another operator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lot of the parts, recorded with each verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator: click to switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part id; a barcode scanner may be used at any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Station: click to change</source>
        <translation type="unfinished">검사 공정: 눌러서 변경</translation>
    </message>
    <message>
        <source>Station: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DefectsPage</name>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you have them: {count} images of each defect, so that the program can name it. You can also teach them later, from the images you judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} chosen; with {missing} more the name becomes reliable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DescriptionPane</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the text that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished">설명</translation>
    </message>
    <message>
        <source>Description in English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description in Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description model: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect an image: what was found is described here in words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the description model {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No description model: measured facts only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No description yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The description model failed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was measured, and with what</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportCsvDialog</name>
    <message>
        <source>All {count} columns, always in this order; UTF-8 that Excel reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An image with three findings has three rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose folder and name of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column ids (for scripts; never change)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Korean words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No record fits the filters, so there is nothing to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row an image, with its worst finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One row for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished">다시 저장</translation>
    </message>
    <message>
        <source>What stands in the first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the file (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} rows written to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{filter}: {count} records</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactsTable</name>
    <message>
        <source>Angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bounding box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centroid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elongation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished">이미지</translation>
    </message>
    <message>
        <source>Largest width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length along the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most unusual area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROI</source>
        <translation type="unfinished">ROI</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest diameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Straightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outline is uncertain: use this number with care.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust in the outline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Order: {order}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only images in this state; a person&apos;s verdict counts before the program&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only images whose name or subfolder holds every word (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingFields</name>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category of the defect (1–9 on the image)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finer grade, chosen by the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note that is recorded with the verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity of the defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-grade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>– category –</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>– severity –</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>– sub-grade –</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsTable</name>
    <message>
        <source>Anomaly / limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderWords</name>
    <message>
        <source>JPEG, PNG, BMP, TIFF and WebP files are shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No images in this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of images, or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished">폴더 열기…</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading was stopped; the list is incomplete. Press F5 to read it all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for something else, or show all images again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subfolders left out: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found before stays in the list. Press F5 to try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoodPage</name>
    <message>
        <source>Choose {least} to {most} images of good parts, taken as in the inspection: same camera, same light. All later images are compared with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} chosen, take {surplus} out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} chosen, {missing} more needed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeatLayer</name>
    <message>
        <source>limit</source>
        <translation>한도</translation>
    </message>
    <message>
        <source>unusual</source>
        <translation>이상</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>정상</translation>
    </message>
</context>
<context>
    <name>HistoryFilterBar</name>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day, included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished">품번</translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from – to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>corrected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Choose a longer period or take the filters back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the record&apos;s number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation type="unfinished">CSV 내보내기…</translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished">이력</translation>
    </message>
    <message>
        <source>Inspect an image and judge it: everything the program and people said about it is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No record fits these filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No records yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the records again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything about the selected record (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole story</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished">다시 저장</translation>
    </message>
    <message>
        <source>Whole story</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the records of this filter to a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the newest {count} records; scroll for older ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total} records: OK {ok}, NG {ng}, Hold {hold}; {judged} judged, {corrected} corrected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImagePicker</name>
    <message>
        <source>Add images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose image files, or drop them here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected images out of the list (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files that are no images were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is already used ({place}) and was left out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Cancel; what is done so far is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at these first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspicion {number} (higher is worse)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not readable {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Clear finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take finished jobs off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Inspect folder” in the toolbar judges all images of a folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LabelBar</name>
    <message>
        <source>best prompt: “{0}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never decides the outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similarity {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Inspection</source>
        <translation>검사(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>품번(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Ver&amp;dict</source>
        <translation>판정(&amp;D)</translation>
    </message>
</context>
<context>
    <name>MapEditor</name>
    <message>
        <source>A category stands here twice: its last row counts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>&amp;Name of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the product; it stands in every record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One product stands for parts that look the same: its own examples and limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as: bracket A, or the part number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a product of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NearestExamples</name>
    <message>
        <source>{0}, similarity {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewProductDialog</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without making the product (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few examples to rely on: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {good} good images it can tell what differs from them (Hold), but it cannot name a defect and never says NG by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {good} good images it can tell what differs from them, and name: {names}. Any other defect becomes Hold without a name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperatorDialog</name>
    <message>
        <source>&amp;Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the name of this station.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter who inspects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every verdict is recorded with the name of the person and of the station.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names used last; one click is enough:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator and station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Station</source>
        <translation type="unfinished">검사 공정</translation>
    </message>
    <message>
        <source>Such as: inspection table 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who inspects (a badge can be scanned here)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverrideReasonDialog</name>
    <message>
        <source>A digit chooses a reason, Enter confirms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second person should look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border case: compare with the limit sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked by eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked with a magnifier or microscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with the limit sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided by a second person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dirt or dust that can be wiped off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your own words (optional with a reason above)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machining mark or texture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the part first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the acceptance limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pressed the wrong key before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program: {0}. Your verdict: {1}. Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for the verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason in your own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen on the part, not in the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow or reflection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stricter customer requirement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is not good enough: retake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program missed a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict so far: {0}. Your verdict: {1}. Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within the acceptance limit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuickGuideDialog</name>
    <message>
        <source>Quick guide</source>
        <translation type="unfinished">빠른 안내</translation>
    </message>
</context>
<context>
    <name>RecordStoryDialog</name>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what this record says as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence: the finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence: the whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture is kept when the program says OK.
Open the image itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was kept with this record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this image in the main window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished">품번</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this row out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>Because of these examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an image and inspect it: outcome, reason and scores stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No category can be scored yet. Teach four examples of each defect: mark one with a ROI and choose its category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished">점수</translation>
    </message>
    <message>
        <source>Scoring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finding whose scores are shown, the worst first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place without a category</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Product {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished">설정</translation>
    </message>
    <message>
        <source>Some values are not allowed; see the marked fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsWords</name>
    <message>
        <source>0 to 1; a blurred image is to be retaken. Not set: not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A defect up to this severity is still OK. Without an entry it is NG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acceptance limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any other size is to be retaken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each lasts until the next one starts; none means shifts are not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter something here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this confidence on a category counts as sure (0 to 1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the ROI if, and only if, the frame is a fixed ROI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey level 0 to 255; a darker image is to be retaken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image size (px)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished">언어</translation>
    </message>
    <message>
        <source>Language of the window and of new messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger ones are refused: they need too much memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest image (megapixels)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most overexposed share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this workstation; stands in every record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set: chosen by the number of cores. Holds from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for the frame “a fixed ROI”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise the program&apos;s own limits decide which image is to be retaken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own limits of image quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished">품번</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROI (px)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of white pixels, 0 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest side (px)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller images are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much must the best category lead the second one (0 to 1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Station</source>
        <translation type="unfinished">검사 공정</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that compares images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The texts that describe the categories to the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number is too small.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value is not allowed ({problem}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds of single categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “upper left” and clock positions refer to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When an example or correction starts to count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where one category needs another threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images are opened at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who inspects now; stands in every record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height of the ROI must be more than 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a fixed ROI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after approval by an engineer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at once: examples count immediately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked: nobody teaches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the found outline of the part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Cancel the running job</source>
        <translation>실행 중인 작업 취소</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>검사자</translation>
    </message>
    <message>
        <source>Inspector: click to change</source>
        <translation>검사자: 눌러서 변경</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>다시 저장</translation>
    </message>
    <message>
        <source>Set inspector</source>
        <translation>검사자 설정</translation>
    </message>
    <message>
        <source>Set station</source>
        <translation>스테이션 설정</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>스테이션</translation>
    </message>
    <message>
        <source>Station: click to change</source>
        <translation>스테이션: 눌러서 변경</translation>
    </message>
    <message>
        <source>loading the model…</source>
        <translation>모델 불러오는 중…</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>starting the engine…</source>
        <translation>검사 엔진 시작 중…</translation>
    </message>
    <message>
        <source>the engine ended and is starting again…</source>
        <translation>검사 엔진이 종료되어 다시 시작하는 중…</translation>
    </message>
    <message>
        <source>the engine is off</source>
        <translation>검사 엔진 꺼짐</translation>
    </message>
    <message>
        <source>writing…</source>
        <translation>문장 작성 중…</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>{0}분 남음</translation>
    </message>
    <message>
        <source>{0} not saved · try again</source>
        <translation>저장 안 됨 {0}건 · 다시 저장</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>{0}초 남음</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>대기 {0}건</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}장/초</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image without a person&apos;s verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image without a person&apos;s verdict (Shift+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown: {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Corrects an earlier verdict: {changes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrects the program: {changes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No person has judged this yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program: {outcome}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: {outcome}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verdict} (taken back later)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerdictButton</name>
    <message>
        <source>{0}: proposed by the program</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>About DefectScribe</source>
        <translation>DefectScribe 정보</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Draw regions of interest</source>
        <translation>관심 영역(ROI) 그리기</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV 내보내기…</translation>
    </message>
    <message>
        <source>Export the history as a CSV file</source>
        <translation>이력을 CSV 파일로 내보내기</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Inspect all images of the folder</source>
        <translation>폴더의 모든 이미지 검사</translation>
    </message>
    <message>
        <source>Inspect folder</source>
        <translation>폴더 검사</translation>
    </message>
    <message>
        <source>Inspect the image on the screen</source>
        <translation>화면의 이미지 검사</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>New product…</source>
        <translation>새 품번…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>로그 폴더 열기</translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation>모든 패널을 처음 위치로 되돌리기</translation>
    </message>
    <message>
        <source>Quick guide</source>
        <translation>빠른 안내</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>ROI</source>
        <translation>ROI</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>배치 초기화</translation>
    </message>
    <message>
        <source>Set up a new product in three steps</source>
        <translation>세 단계로 새 품번 만들기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Show where the image differs</source>
        <translation>이미지에서 다른 부분 표시</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop the running inspection</source>
        <translation>실행 중인 검사 중지</translation>
    </message>
    <message>
        <source>Take back last verdict</source>
        <translation>마지막 판정 취소</translation>
    </message>
    <message>
        <source>Take back the last verdict; both stay in the history</source>
        <translation>마지막 판정 취소(두 기록 모두 이력에 남음)</translation>
    </message>
    <message>
        <source>Teach from a folder…</source>
        <translation>폴더로 학습…</translation>
    </message>
    <message>
        <source>Teach good references and examples from sorted folders</source>
        <translation>분류된 폴더의 양품 기준과 불량 예시로 학습</translation>
    </message>
</context>
<context>
    <name>WindowToolBar</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>품번</translation>
    </message>
    <message>
        <source>Product: {0}</source>
        <translation>품번: {0}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Theme: light, dark or as the system</source>
        <translation>테마: 밝게, 어둡게, 시스템 설정</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>도구 모음</translation>
    </message>
</context>
<context>
    <name>self._words</name>
    <message>
        <source>the program&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
