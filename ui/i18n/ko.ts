<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DefectScribe</source>
        <translation>DefectScribe 정보</translation>
    </message>
    <message>
        <source>Copy name and version, for a message to support</source>
        <translation>문의할 때 쓸 이름과 버전을 복사합니다</translation>
    </message>
    <message>
        <source>Copy the version</source>
        <translation>버전 복사</translation>
    </message>
    <message>
        <source>Finds defects on images of parts, names them, measures them and keeps what the program and people said, without a network.</source>
        <translation>부품 이미지에서 불량을 찾아 이름을 붙이고 측정하며, 프로그램과 사람의 판정을 네트워크 없이 기록합니다.</translation>
    </message>
    <message>
        <source>Licensed under the Apache License 2.0. Uses Qt and PySide6 under the LGPL 3. The texts below tell of the models, fonts and packages in it.</source>
        <translation>Apache License 2.0으로 배포됩니다. Qt와 PySide6를 LGPL 3에 따라 사용합니다. 포함된 모델, 글꼴, 패키지의 고지는 아래에 있습니다.</translation>
    </message>
    <message>
        <source>This file is missing. Install the program again.</source>
        <translation>이 파일이 없습니다. 프로그램을 다시 설치하세요.</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>버전 {version}</translation>
    </message>
</context>
<context>
    <name>AnomalyBar</name>
    <message>
        <source>Add good references: then unusual places are found without examples.</source>
        <translation>양품 기준 이미지를 등록하면 불량 예시 없이도 이상한 곳을 찾습니다.</translation>
    </message>
    <message>
        <source>Anomaly score</source>
        <translation>이상 점수</translation>
    </message>
    <message>
        <source>Distance from the good references: {0}, limit {1}</source>
        <translation>양품 기준과의 차이: {0}, 한계값 {1}</translation>
    </message>
    <message>
        <source>no good references</source>
        <translation>양품 기준 없음</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>한계값 초과</translation>
    </message>
    <message>
        <source>within the limit</source>
        <translation>한계값 이내</translation>
    </message>
    <message>
        <source>{0}× limit</source>
        <translation>한계값의 {0}배</translation>
    </message>
</context>
<context>
    <name>AskBox</name>
    <message>
        <source>Ask</source>
        <translation>묻기</translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation>묻기(Enter)</translation>
    </message>
    <message>
        <source>Ask about the image in your own words</source>
        <translation>이미지에 대해 직접 물어보세요</translation>
    </message>
    <message>
        <source>Ask about the image in your own words (Enter)</source>
        <translation>이미지에 대해 직접 물어보세요(Enter)</translation>
    </message>
    <message>
        <source>Ask the model: {0}</source>
        <translation>모델에 묻기: {0}</translation>
    </message>
    <message>
        <source>The model is looking…</source>
        <translation>모델이 보는 중…</translation>
    </message>
    <message>
        <source>The small model knows looks only and may be wrong; go by the measured facts.</source>
        <translation>작은 모델은 겉모습만 보며 틀릴 수 있습니다. 측정 사실을 기준으로 삼으세요.</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>{0} (in English only)</source>
        <translation>{0} (영어만)</translation>
    </message>
</context>
<context>
    <name>BankDialog</name>
    <message>
        <source>Categories</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Draw an ROI on a defect and use it as an example, or register images of good parts as good references.</source>
        <translation>불량에 ROI를 그려 예시로 등록하거나, 양품 이미지를 양품 기준으로 등록하세요.</translation>
    </message>
    <message>
        <source>Example {number}, {hash}</source>
        <translation>예시 {number}, {hash}</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>예시 모음</translation>
    </message>
    <message>
        <source>Examples of the category</source>
        <translation>유형의 예시</translation>
    </message>
    <message>
        <source>Good references</source>
        <translation>양품 기준</translation>
    </message>
    <message>
        <source>Nothing was taught yet</source>
        <translation>아직 학습된 예시가 없습니다</translation>
    </message>
    <message>
        <source>Product {name}</source>
        <translation>품번 {name}</translation>
    </message>
    <message>
        <source>Reading the examples…</source>
        <translation>예시를 읽는 중…</translation>
    </message>
    <message>
        <source>Take back what was taught or taken out last</source>
        <translation>마지막으로 등록하거나 제외한 것을 되돌립니다</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Take the selected examples out; “Undo” brings them back (Delete)</source>
        <translation>선택한 예시를 제외합니다. “마지막 변경 되돌리기”로 다시 넣을 수 있습니다 (Delete)</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>마지막 변경 되돌리기</translation>
    </message>
    <message>
        <source>{examples} examples of defects, {references} good references, bank revision {revision}</source>
        <translation>불량 예시 {examples}장, 양품 기준 {references}장, 예시 뱅크 개정 {revision}</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>&amp;Side of a square</source>
        <translation>칸 한 변의 길이(&amp;S)</translation>
    </message>
    <message>
        <source>An image file with the checkerboard; enter the side first</source>
        <translation>체커보드를 촬영한 이미지 파일입니다. 먼저 칸의 길이를 입력하세요</translation>
    </message>
    <message>
        <source>Choose picture…</source>
        <translation>사진 선택…</translation>
    </message>
    <message>
        <source>Enter the side of a square first</source>
        <translation>먼저 칸 한 변의 길이를 입력하세요</translation>
    </message>
    <message>
        <source>How wide one square of the checkerboard is</source>
        <translation>체커보드 한 칸의 실제 너비</translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation>이미지 ({patterns})</translation>
    </message>
    <message>
        <source>Lay the checkerboard flat into the plane of the part and take a picture with the same camera, distance and image size. A tilted board is refused.</source>
        <translation>체커보드를 부품과 같은 평면에 평평하게 놓고 같은 카메라, 거리, 이미지 크기로 촬영하세요. 기울어진 보드는 받지 않습니다.</translation>
    </message>
    <message>
        <source>Looking for the checkerboard in {file}…</source>
        <translation>{file}에서 체커보드를 찾는 중…</translation>
    </message>
    <message>
        <source>No picture chosen yet</source>
        <translation>선택한 사진이 없습니다</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Picture of a checkerboard</source>
        <translation>체커보드 사진</translation>
    </message>
    <message>
        <source>Side of a square in mm</source>
        <translation>칸 한 변의 길이(mm)</translation>
    </message>
    <message>
        <source>{file}: {corners} corners, {least} to {most} mm/px over the directions ({tilt} %)</source>
        <translation>{file}: 모서리 {corners}개, 방향에 따라 {least}~{most} mm/px(차이 {tilt} %)</translation>
    </message>
</context>
<context>
    <name>BrowserHeader</name>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Images: {count}</source>
        <translation>이미지 {count}장</translation>
    </message>
    <message>
        <source>Inspect all images that the list shows</source>
        <translation>목록에 보이는 이미지를 모두 검사</translation>
    </message>
    <message>
        <source>Inspect the images in the list</source>
        <translation>목록의 이미지 검사</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation>폴더 다시 읽기</translation>
    </message>
    <message>
        <source>Read the folder again (F5)</source>
        <translation>폴더 다시 읽기 (F5)</translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation>폴더를 읽는 중</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>폴더를 읽는 중…</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>읽기 중지</translation>
    </message>
    <message>
        <source>Stop reading the folder (Esc)</source>
        <translation>폴더 읽기 중지 (Esc)</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>읽는 중…</translation>
    </message>
</context>
<context>
    <name>BrowserPanel</name>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Images of the folder</source>
        <translation>폴더의 이미지</translation>
    </message>
    <message>
        <source>Inspect selected ({count})</source>
        <translation>선택한 이미지 검사 ({count}장)</translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation>폴더 다시 읽기</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>이름 검색</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>읽기 중지</translation>
    </message>
</context>
<context>
    <name>BrowserWords</name>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>판정 수정</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>검사 중</translation>
    </message>
    <message>
        <source>Most suspicious first</source>
        <translation>의심도 높은 순</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름순</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>최신순</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>미검사</translation>
    </message>
    <message>
        <source>Not judged by a person</source>
        <translation>검사자 미판정</translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation>미검사</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>오래된 순</translation>
    </message>
    <message>
        <source>Person: {verdict}</source>
        <translation>검사자: {verdict}</translation>
    </message>
    <message>
        <source>Program: {outcome}</source>
        <translation>프로그램: {outcome}</translation>
    </message>
    <message>
        <source>Suspicion: {value}</source>
        <translation>의심도: {value}</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>읽기 불가</translation>
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
    <name>ColumnChoice</name>
    <message>
        <source>All</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Check all columns</source>
        <translation>모든 열 선택</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Columns: {chosen} of {count}</source>
        <translation>열: {count}개 중 {chosen}개</translation>
    </message>
    <message>
        <source>None</source>
        <translation>모두 해제</translation>
    </message>
    <message>
        <source>The columns of the file (Space checks and unchecks)</source>
        <translation>파일에 저장할 열 (Space로 선택/해제)</translation>
    </message>
    <message>
        <source>Uncheck all columns</source>
        <translation>모든 열 선택 해제</translation>
    </message>
</context>
<context>
    <name>ConfigurationTree</name>
    <message>
        <source>Bank revision</source>
        <translation>예시 뱅크 개정</translation>
    </message>
    <message>
        <source>Calibrations</source>
        <translation>교정값</translation>
    </message>
    <message>
        <source>Colour mode of the file</source>
        <translation>파일의 색상 형식</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>판정 조건</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>지문</translation>
    </message>
    <message>
        <source>Good references since revision</source>
        <translation>양품 기준이 바뀐 개정</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>해시</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Image quality</source>
        <translation>이미지 품질</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>수 형식</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Pre-processing</source>
        <translation>전처리</translation>
    </message>
    <message>
        <source>Program version</source>
        <translation>프로그램 버전</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation>프롬프트 세트</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>양자화</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>판정 규칙</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
</context>
<context>
    <name>ContextFields</name>
    <message>
        <source>Another operator…</source>
        <translation>다른 검사자…</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>로트</translation>
    </message>
    <message>
        <source>Lot of the parts, recorded with each verdict</source>
        <translation>판정마다 기록되는 로트 번호</translation>
    </message>
    <message>
        <source>Operator: click to switch</source>
        <translation>검사자: 눌러서 바꾸기</translation>
    </message>
    <message>
        <source>Operator: {0}</source>
        <translation>검사자: {0}</translation>
    </message>
    <message>
        <source>Part id</source>
        <translation>부품 번호</translation>
    </message>
    <message>
        <source>Part id; a barcode scanner may be used at any time</source>
        <translation>부품 번호. 바코드 스캐너를 언제든 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>Set the operator</source>
        <translation>검사자 설정</translation>
    </message>
    <message>
        <source>Set the station</source>
        <translation>스테이션 설정</translation>
    </message>
    <message>
        <source>Station: click to change</source>
        <translation>스테이션: 눌러서 변경</translation>
    </message>
    <message>
        <source>Station: {0}</source>
        <translation>스테이션: {0}</translation>
    </message>
</context>
<context>
    <name>DefectsPage</name>
    <message>
        <source>Defects</source>
        <translation>불량 유형</translation>
    </message>
    <message>
        <source>If you have them: {count} images of each defect, so that the program can name it. You can also teach them later, from the images you judge.</source>
        <translation>있으면 불량 유형마다 이미지를 {count}장씩 넣으세요. 그러면 프로그램이 그 유형의 이름을 구분합니다. 나중에 판정하면서 학습시킬 수도 있습니다.</translation>
    </message>
    <message>
        <source>good image</source>
        <translation>양품 이미지</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count}장 선택</translation>
    </message>
    <message>
        <source>{count} chosen; with {missing} more the name becomes reliable</source>
        <translation>{count}장 선택, {missing}장 더 넣으면 유형을 더 믿을 수 있습니다</translation>
    </message>
</context>
<context>
    <name>DescribingController</name>
    <message>
        <source>{0}: description</source>
        <translation>{0}: 설명</translation>
    </message>
</context>
<context>
    <name>DescriptionPane</name>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Description in English</source>
        <translation>영어 설명</translation>
    </message>
    <message>
        <source>Description in Korean</source>
        <translation>한국어 설명</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>사실</translation>
    </message>
    <message>
        <source>Inspect an image: what was found is described here in words.</source>
        <translation>이미지를 검사하면 결과가 여기에 글로 설명됩니다.</translation>
    </message>
    <message>
        <source>Length of the description</source>
        <translation>설명 길이</translation>
    </message>
    <message>
        <source>No description yet</source>
        <translation>아직 설명이 없습니다</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>짧게</translation>
    </message>
    <message>
        <source>What was measured, and with what</source>
        <translation>측정한 값과 측정 조건</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>Close this panel; the View menu brings it back</source>
        <translation>패널을 닫습니다. 보기 메뉴에서 다시 열 수 있습니다</translation>
    </message>
    <message>
        <source>Detach this panel</source>
        <translation>패널 분리</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>제자리로</translation>
    </message>
</context>
<context>
    <name>ExchangeCard</name>
    <message>
        <source>Asked as: {0}</source>
        <translation>모델에게 한 질문: {0}</translation>
    </message>
    <message>
        <source>Broken off: the inference process ended.</source>
        <translation>중단됨: 추론 프로세스가 종료되었습니다.</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>끝나기 전에 중단했습니다.</translation>
    </message>
    <message>
        <source>not put into Korean</source>
        <translation>한국어로 옮기지 않음</translation>
    </message>
    <message>
        <source>oldest questions left out, too long for the model: {0}</source>
        <translation>너무 길어 뺀 처음 질문: {0}개</translation>
    </message>
    <message>
        <source>{0}, unchecked</source>
        <translation>{0}(미검증)</translation>
    </message>
</context>
<context>
    <name>ExplainBox</name>
    <message>
        <source>Ask</source>
        <translation>묻기</translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation>묻기(Enter)</translation>
    </message>
    <message>
        <source>Ask the model: {0}</source>
        <translation>모델에 묻기: {0}</translation>
    </message>
    <message>
        <source>End the answer here; what is written is kept</source>
        <translation>답변을 여기서 끝냅니다. 지금까지 쓴 내용은 남습니다.</translation>
    </message>
    <message>
        <source>For a new operator</source>
        <translation>신입 검사자용 설명</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>모델을 불러오는 중…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>답변 중단</translation>
    </message>
    <message>
        <source>The inference process ended unexpectedly; it starts again, and your question is asked once more.</source>
        <translation>추론 프로세스가 예기치 않게 종료되어 다시 시작하고 같은 질문을 다시 합니다.</translation>
    </message>
    <message>
        <source>The model looks and thinks…</source>
        <translation>모델이 보고 생각하는 중…</translation>
    </message>
    <message>
        <source>The model writes; not checked yet…</source>
        <translation>모델이 쓰는 중(아직 확인 전)…</translation>
    </message>
    <message>
        <source>Waiting until the running work is done…</source>
        <translation>진행 중인 작업이 끝나기를 기다리는 중…</translation>
    </message>
    <message>
        <source>What caused this?</source>
        <translation>원인은?</translation>
    </message>
    <message>
        <source>What to do?</source>
        <translation>조치는?</translation>
    </message>
    <message>
        <source>Your own question</source>
        <translation>직접 질문하기</translation>
    </message>
    <message>
        <source>Your own question, best in English</source>
        <translation>직접 질문하기(영어로 쓰면 더 정확)</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>{0} may not understand Korean: {1} puts your question into English.</source>
        <translation>{0}: 한국어를 이해하지 못할 수 있습니다. {1} 모델이 질문을 영어로 옮깁니다.</translation>
    </message>
    <message>
        <source>{0} may not understand Korean; ask in English, or ask one of the questions above.</source>
        <translation>{0}: 한국어를 이해하지 못할 수 있습니다. 영어로 질문하거나 위의 질문을 누르십시오.</translation>
    </message>
    <message>
        <source>{0} sees the picture and is told the measured facts. What differs from them is underlined; causes are suggestions.</source>
        <translation>{0} 모델은 사진을 보고 측정된 사실을 전달받습니다. 사실과 다른 말에는 밑줄을 긋고, 원인은 제안일 뿐입니다.</translation>
    </message>
</context>
<context>
    <name>ExplainingController</name>
    <message>
        <source>The inference process ended twice over this question: the model probably needs more memory than there is. Choose fewer bits in the settings (precision of large models), or a smaller model.</source>
        <translation>이 질문에 답하는 동안 추론 프로세스가 두 번 종료되었습니다. 메모리가 부족한 것으로 추정됩니다. 설정에서 큰 모델의 정밀도를 낮추거나 더 작은 모델을 선택하십시오.</translation>
    </message>
    <message>
        <source>The inference process ended unexpectedly while the model wrote; it starts again. What was written is kept. Ask again for the whole answer.</source>
        <translation>답을 작성하던 중 추론 프로세스가 예기치 않게 종료되어 다시 시작합니다. 작성된 부분은 보관했습니다. 전체 답을 보려면 다시 질문하십시오.</translation>
    </message>
    <message>
        <source>The model gave no answer. Ask in other words.</source>
        <translation>모델이 답하지 않았습니다. 다른 말로 질문하십시오.</translation>
    </message>
    <message>
        <source>{0}: conversation</source>
        <translation>{0}: 대화</translation>
    </message>
</context>
<context>
    <name>ExportCsvDialog</name>
    <message>
        <source>Choose at least one column.</source>
        <translation>열을 하나 이상 선택하세요.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV 내보내기</translation>
    </message>
    <message>
        <source>No record fits the filters, so there is nothing to export.</source>
        <translation>조건에 맞는 기록이 없어 내보낼 것이 없습니다.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>파일이 있는 폴더를 엽니다</translation>
    </message>
    <message>
        <source>The columns stand in the order of the list; UTF-8 that Excel reads.</source>
        <translation>열은 목록의 순서대로 저장되며, Excel에서 열 수 있는 UTF-8 형식입니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Write the file (Enter)</source>
        <translation>파일을 저장합니다 (Enter)</translation>
    </message>
    <message>
        <source>{count} rows written to {file}.</source>
        <translation>{count}행을 저장했습니다: {file}</translation>
    </message>
</context>
<context>
    <name>ExportFields</name>
    <message>
        <source>An image with three findings has three rows</source>
        <translation>검출이 세 곳인 이미지는 세 행이 됩니다</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 파일 (*.csv)</translation>
    </message>
    <message>
        <source>Choose folder and name of the file</source>
        <translation>저장할 폴더와 파일 이름을 선택합니다</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Column ids (for scripts; never change)</source>
        <translation>열 ID (스크립트용, 바뀌지 않음)</translation>
    </message>
    <message>
        <source>English words</source>
        <translation>영어</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV 내보내기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>제목 행</translation>
    </message>
    <message>
        <source>Korean words</source>
        <translation>한국어</translation>
    </message>
    <message>
        <source>One row an image, with its worst finding</source>
        <translation>이미지마다 한 행, 가장 심한 검출을 적습니다</translation>
    </message>
    <message>
        <source>One row for</source>
        <translation>행 단위</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>What stands in the first row</source>
        <translation>첫 행에 적을 말</translation>
    </message>
    <message>
        <source>Which records go into the file</source>
        <translation>파일에 넣을 이력의 범위</translation>
    </message>
    <message>
        <source>all records</source>
        <translation>전체 이력</translation>
    </message>
    <message>
        <source>as filtered in the history</source>
        <translation>이력 화면의 조건대로</translation>
    </message>
    <message>
        <source>each finding</source>
        <translation>검출마다</translation>
    </message>
    <message>
        <source>each image</source>
        <translation>이미지마다</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>최근 30일</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>{filter}: {count} records</source>
        <translation>{filter}: {count}건</translation>
    </message>
</context>
<context>
    <name>FactsTable</name>
    <message>
        <source>Angle</source>
        <translation>각도</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>면적</translation>
    </message>
    <message>
        <source>Bank revision</source>
        <translation>예시 목록 개정</translation>
    </message>
    <message>
        <source>Bounding box</source>
        <translation>외접 사각형</translation>
    </message>
    <message>
        <source>Calibration in mm</source>
        <translation>mm 교정</translation>
    </message>
    <message>
        <source>Centroid</source>
        <translation>무게중심</translation>
    </message>
    <message>
        <source>Clock position</source>
        <translation>시계 방향 위치(시)</translation>
    </message>
    <message>
        <source>Elongation</source>
        <translation>장단비</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>사실</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Largest width</source>
        <translation>최대 폭</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Length along the path</source>
        <translation>경로 길이</translation>
    </message>
    <message>
        <source>Mean width</source>
        <translation>평균 폭</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Most unusual area</source>
        <translation>가장 이상한 영역</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>외곽선</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Program version</source>
        <translation>프로그램 버전</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation>프롬프트 세트</translation>
    </message>
    <message>
        <source>ROI</source>
        <translation>ROI</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>Share of the image</source>
        <translation>이미지 대비 면적</translation>
    </message>
    <message>
        <source>Smallest diameter</source>
        <translation>최소 지름</translation>
    </message>
    <message>
        <source>Straightness</source>
        <translation>직진도</translation>
    </message>
    <message>
        <source>The outline is uncertain: use this number with care.</source>
        <translation>외곽선이 확실하지 않으므로 이 값은 참고만 하세요.</translation>
    </message>
    <message>
        <source>Trust in the outline</source>
        <translation>외곽선 신뢰도</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Order: {order}</source>
        <translation>정렬: {order}</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>이름 검색</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>표시할 상태</translation>
    </message>
    <message>
        <source>Show only images in this state; a person&apos;s verdict counts before the program&apos;s</source>
        <translation>이 상태의 이미지만 표시합니다. 검사자의 판정이 프로그램의 판정보다 우선합니다</translation>
    </message>
    <message>
        <source>Show only images whose name or subfolder holds every word (Ctrl+F)</source>
        <translation>이름이나 하위 폴더에 모든 낱말이 들어 있는 이미지만 표시 (Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>FindingFields</name>
    <message>
        <source>Category</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Category of the defect (1–9 on the image)</source>
        <translation>불량 유형 (이미지에서 1–9)</translation>
    </message>
    <message>
        <source>Finer grade, chosen by the inspector</source>
        <translation>검사자가 정하는 세부 등급</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Note that is recorded with the verdict</source>
        <translation>판정과 함께 기록되는 메모</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>Severity of the defect</source>
        <translation>불량의 심각도</translation>
    </message>
    <message>
        <source>Sub-grade</source>
        <translation>세부 등급</translation>
    </message>
    <message>
        <source>– category –</source>
        <translation>– 유형 –</translation>
    </message>
    <message>
        <source>– severity –</source>
        <translation>– 심각도 –</translation>
    </message>
    <message>
        <source>– sub-grade –</source>
        <translation>– 세부 등급 –</translation>
    </message>
</context>
<context>
    <name>FindingsTable</name>
    <message>
        <source>Anomaly / limit</source>
        <translation>이상 점수 / 한계값</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>불량 유형</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>신뢰도</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>Share of the image</source>
        <translation>면적 비율</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>폭</translation>
    </message>
</context>
<context>
    <name>FolderWords</name>
    <message>
        <source>JPEG, PNG, BMP, TIFF and WebP files are shown here.</source>
        <translation>JPEG, PNG, BMP, TIFF, WebP 파일이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation>열린 폴더가 없습니다</translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation>조건에 맞는 이미지가 없습니다</translation>
    </message>
    <message>
        <source>No images in this folder</source>
        <translation>이 폴더에는 이미지가 없습니다</translation>
    </message>
    <message>
        <source>Open a folder of images, or drop one here.</source>
        <translation>이미지 폴더를 열거나 이곳에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>다른 폴더 열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>폴더를 읽는 중…</translation>
    </message>
    <message>
        <source>Reading was stopped; the list is incomplete. Press F5 to read it all.</source>
        <translation>읽기를 중지하여 목록이 완전하지 않습니다. F5 키를 누르면 처음부터 다시 읽습니다.</translation>
    </message>
    <message>
        <source>Search for something else, or show all images again.</source>
        <translation>다른 이름을 검색하거나 모든 이미지를 다시 표시하세요.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 표시</translation>
    </message>
    <message>
        <source>Subfolders left out: {count}.</source>
        <translation>읽지 못해 제외한 하위 폴더: {count}개.</translation>
    </message>
    <message>
        <source>This folder cannot be shown</source>
        <translation>이 폴더를 표시할 수 없습니다</translation>
    </message>
    <message>
        <source>What was found before stays in the list. Press F5 to try again.</source>
        <translation>이미 찾은 이미지는 목록에 남아 있습니다. F5 키를 누르면 다시 읽습니다.</translation>
    </message>
</context>
<context>
    <name>GoodPage</name>
    <message>
        <source>Choose {least} to {most} images of good parts, taken as in the inspection: same camera, same light. All later images are compared with them.</source>
        <translation>양품 이미지를 {least}~{most}장 선택하세요. 검사할 때와 같은 카메라와 조명으로 촬영한 것이어야 합니다. 이후의 모든 이미지를 이 이미지들과 비교합니다.</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count}장 선택</translation>
    </message>
    <message>
        <source>{count} chosen, take {surplus} out</source>
        <translation>{count}장 선택, {surplus}장을 빼세요</translation>
    </message>
    <message>
        <source>{count} chosen, {missing} more needed</source>
        <translation>{count}장 선택, {missing}장 더 필요합니다</translation>
    </message>
</context>
<context>
    <name>HeatLayer</name>
    <message>
        <source>limit</source>
        <translation>한계값</translation>
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
        <translation>유형</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>판정 수정</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>시작일</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>종료일</translation>
    </message>
    <message>
        <source>Last day, included</source>
        <translation>종료일(포함)</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>검사자</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>품번</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Take back all filters</source>
        <translation>모든 조건을 지웁니다</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>현재 판정</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>all records</source>
        <translation>전체 기록</translation>
    </message>
    <message>
        <source>from – to</source>
        <translation>직접 지정</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>최근 30일</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>not judged yet</source>
        <translation>미판정</translation>
    </message>
    <message>
        <source>only</source>
        <translation>수정된 것만</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>without</source>
        <translation>수정 안 된 것만</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>corrected</source>
        <translation>수정</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Choose a longer period or take the filters back.</source>
        <translation>기간을 늘리거나 조건을 지우세요.</translation>
    </message>
    <message>
        <source>Copy the record&apos;s number</source>
        <translation>기록 번호 복사</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV 내보내기…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>Inspect an image and judge it: everything the program and people said about it is kept here.</source>
        <translation>이미지를 검사하고 판정하세요. 프로그램과 사람의 판정이 모두 여기에 남습니다.</translation>
    </message>
    <message>
        <source>No record fits these filters</source>
        <translation>조건에 맞는 기록이 없습니다</translation>
    </message>
    <message>
        <source>No records yet</source>
        <translation>아직 기록이 없습니다</translation>
    </message>
    <message>
        <source>Read the records again</source>
        <translation>기록을 다시 읽습니다</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>이력을 읽는 중…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Show everything about the selected record (Enter)</source>
        <translation>선택한 기록의 모든 내용을 봅니다 (Enter)</translation>
    </message>
    <message>
        <source>Show the image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Show the whole story</source>
        <translation>전체 내용 보기</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>이력을 표시할 수 없습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Whole story</source>
        <translation>전체 내용</translation>
    </message>
    <message>
        <source>Write the records of this filter to a CSV file</source>
        <translation>이 조건의 기록을 CSV 파일로 저장합니다</translation>
    </message>
    <message>
        <source>the newest {count} records; scroll for older ones</source>
        <translation>최근 {count}건. 아래로 내리면 이전 기록이 나옵니다</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count}건</translation>
    </message>
    <message>
        <source>{total} records: OK {ok}, NG {ng}, Hold {hold}; {judged} judged, {corrected} corrected</source>
        <translation>{total}건: 합격 {ok}, 불합격 {ng}, 보류 {hold}. 판정 {judged}, 수정 {corrected}</translation>
    </message>
</context>
<context>
    <name>ImagePicker</name>
    <message>
        <source>Add images</source>
        <translation>이미지 추가</translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation>이미지 추가…</translation>
    </message>
    <message>
        <source>Choose image files, or drop them here</source>
        <translation>이미지 파일을 선택하거나 여기에 끌어다 놓습니다</translation>
    </message>
    <message>
        <source>Chosen images</source>
        <translation>선택한 이미지</translation>
    </message>
    <message>
        <source>Drop images here, or choose them with “Add images…”.</source>
        <translation>이미지를 여기에 끌어다 놓거나 “이미지 추가…”로 선택하세요.</translation>
    </message>
    <message>
        <source>Files that are no images were left out: {count}.</source>
        <translation>이미지가 아닌 파일 {count}개는 넣지 않았습니다.</translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation>이미지 ({patterns})</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Take the selected images out of the list (Delete)</source>
        <translation>선택한 이미지를 목록에서 뺍니다 (Delete)</translation>
    </message>
    <message>
        <source>{file} is already used ({place}) and was left out.</source>
        <translation>이미 사용한 이미지는 넣지 않았습니다: {file} ({place})</translation>
    </message>
</context>
<context>
    <name>InspectorWorkplace</name>
    <message>
        <source>Good reference</source>
        <translation>양품 기준</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Take back last teaching</source>
        <translation>마지막 학습 취소</translation>
    </message>
    <message>
        <source>Taught examples…</source>
        <translation>학습한 예시…</translation>
    </message>
    <message>
        <source>Teach what is shown as</source>
        <translation>현재 이미지를 다음으로 학습</translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Cancel; nothing is kept</source>
        <translation>취소합니다. 아무것도 저장되지 않습니다</translation>
    </message>
    <message>
        <source>Cancel; what is done so far is kept</source>
        <translation>취소합니다. 지금까지의 결과는 남습니다</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Look at these first</source>
        <translation>먼저 확인할 이미지</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Progress of {title}</source>
        <translation>{title} 진행률</translation>
    </message>
    <message>
        <source>Suspicion {number} (higher is worse)</source>
        <translation>의심도 {number} (높을수록 나쁨)</translation>
    </message>
    <message>
        <source>Take this off the list</source>
        <translation>목록에서 지웁니다</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>약 {time} 남음</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>취소하는 중…</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>not readable {count}</source>
        <translation>읽을 수 없음 {count}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}분</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count}초</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{total}장 중 {done}장</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}시간 {minutes}분</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>초당 {rate}장</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Clear finished</source>
        <translation>끝난 작업 지우기</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>진행 중인 작업이 없습니다</translation>
    </message>
    <message>
        <source>Take finished jobs off the list</source>
        <translation>끝난 작업을 목록에서 지웁니다</translation>
    </message>
    <message>
        <source>“Inspect folder” in the toolbar judges all images of a folder.</source>
        <translation>도구 모음의 “폴더 검사”로 폴더의 모든 이미지를 판정할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>LabelBar</name>
    <message>
        <source>best prompt: “{0}”</source>
        <translation>가장 가까운 프롬프트: “{0}”</translation>
    </message>
    <message>
        <source>never decides the outcome</source>
        <translation>판정에 쓰이지 않음</translation>
    </message>
    <message>
        <source>similarity {0}</source>
        <translation>유사도 {0}</translation>
    </message>
    <message>
        <source>threshold {0}</source>
        <translation>기준 {0}</translation>
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
        <translation>같은 유형이 두 번 있습니다. 마지막 행의 값을 사용합니다.</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>&amp;Name of the product</source>
        <translation>품번 이름(&amp;N)</translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation>품번 이름</translation>
    </message>
    <message>
        <source>Name of the product; it stands in every record</source>
        <translation>품번 이름. 모든 기록에 남습니다</translation>
    </message>
    <message>
        <source>One product stands for parts that look the same: its own examples and limits.</source>
        <translation>겉모습이 같은 부품을 하나의 품번으로 묶습니다. 품번마다 예시와 한도가 따로 있습니다.</translation>
    </message>
    <message>
        <source>Such as: bracket A, or the part number</source>
        <translation>예: 브래킷 A 또는 도면 번호</translation>
    </message>
    <message>
        <source>There is a product of this name already.</source>
        <translation>같은 이름의 품번이 이미 있습니다.</translation>
    </message>
</context>
<context>
    <name>NearestExamples</name>
    <message>
        <source>{0}, similarity {1}</source>
        <translation>{0}, 유사도 {1}</translation>
    </message>
</context>
<context>
    <name>NewProductDialog</name>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without making the product (Esc)</source>
        <translation>품번을 만들지 않고 닫습니다 (Esc)</translation>
    </message>
    <message>
        <source>Defects (optional)</source>
        <translation>불량 예시(선택)</translation>
    </message>
    <message>
        <source>Good images</source>
        <translation>양품 이미지</translation>
    </message>
    <message>
        <source>Make the product</source>
        <translation>품번 만들기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>New product</source>
        <translation>새 품번</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>한 단계 뒤로</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>{steps}단계 중 {step}단계</translation>
    </message>
    <message>
        <source>Too few examples to rely on: {names}.</source>
        <translation>예시가 적어 믿기 어려운 유형: {names}.</translation>
    </message>
    <message>
        <source>With {good} good images it can tell what differs from them (Hold), but it cannot name a defect and never says NG by itself.</source>
        <translation>양품 {good}장으로 양품과 다른 이미지를 가려냅니다(보류). 불량의 이름은 구분하지 못하며, 스스로 불합격으로 판정하지 않습니다.</translation>
    </message>
    <message>
        <source>With {good} good images it can tell what differs from them, and name: {names}. Any other defect becomes Hold without a name.</source>
        <translation>양품 {good}장으로 양품과 다른 이미지를 가려내고, 다음 유형의 이름을 구분합니다: {names}. 그 밖의 불량은 이름 없이 보류됩니다.</translation>
    </message>
</context>
<context>
    <name>NumberPage</name>
    <message>
        <source>&amp;Uncertainty</source>
        <translation>불확도(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;mm per px</source>
        <translation>px당 mm(&amp;M)</translation>
    </message>
    <message>
        <source>How many mm of the part one pixel shows</source>
        <translation>한 픽셀이 나타내는 부품의 길이(mm)</translation>
    </message>
    <message>
        <source>Uncertainty in percent</source>
        <translation>불확도(%)</translation>
    </message>
    <message>
        <source>Where mm per px is known from elsewhere. Without an uncertainty lengths are told as “about” so much.</source>
        <translation>px당 mm 값을 이미 알고 있을 때 사용합니다. 불확도를 입력하지 않으면 길이를 “약”으로 표시합니다.</translation>
    </message>
    <message>
        <source>Within which 95 of 100 calibrations lie</source>
        <translation>교정 100번 중 95번이 들어오는 범위</translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation>px당 mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>OperatorDialog</name>
    <message>
        <source>&amp;Operator</source>
        <translation>검사자(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Station</source>
        <translation>스테이션(&amp;S)</translation>
    </message>
    <message>
        <source>Enter the name of this station.</source>
        <translation>이 스테이션의 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Enter who inspects.</source>
        <translation>검사자를 입력하세요.</translation>
    </message>
    <message>
        <source>Every verdict is recorded with the name of the person and of the station.</source>
        <translation>모든 판정에는 검사자와 스테이션의 이름이 함께 기록됩니다.</translation>
    </message>
    <message>
        <source>Go on as {name}</source>
        <translation>검사자: {name}</translation>
    </message>
    <message>
        <source>Name of this workstation</source>
        <translation>이 스테이션의 이름</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>이름 또는 사번</translation>
    </message>
    <message>
        <source>Names used last; one click is enough:</source>
        <translation>최근 검사자(한 번 클릭하면 됩니다):</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>검사자</translation>
    </message>
    <message>
        <source>Operator and station</source>
        <translation>검사자와 스테이션</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>스테이션</translation>
    </message>
    <message>
        <source>Such as: inspection table 1</source>
        <translation>예: 검사대 1</translation>
    </message>
    <message>
        <source>Who inspects (a badge can be scanned here)</source>
        <translation>검사자(사원증을 스캔할 수 있습니다)</translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>set</source>
        <translation>지정</translation>
    </message>
</context>
<context>
    <name>OutlineBar</name>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Correct the outline</source>
        <translation>외곽선 수정</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Erase what does not belong to it (E); Shift while drawing adds</source>
        <translation>불량이 아닌 부분을 지웁니다(E). 그리면서 Shift를 누르면 칠합니다</translation>
    </message>
    <message>
        <source>Leave the outline as it was (Esc)</source>
        <translation>외곽선을 원래대로 둡니다(Esc)</translation>
    </message>
    <message>
        <source>Measure the corrected outline and save it (Enter)</source>
        <translation>수정한 외곽선을 측정하고 저장합니다(Enter)</translation>
    </message>
    <message>
        <source>Measuring the corrected outline…</source>
        <translation>수정한 외곽선을 측정하는 중…</translation>
    </message>
    <message>
        <source>Nothing is outlined: paint the defect before you apply.</source>
        <translation>외곽선이 비어 있습니다. 불량을 칠한 뒤 적용하세요.</translation>
    </message>
    <message>
        <source>Paint or erase on the image; drag the yellow squares to set the length.</source>
        <translation>이미지 위에서 칠하거나 지우고, 노란 사각형을 끌어 길이를 정하세요.</translation>
    </message>
    <message>
        <source>Paint what belongs to the defect (B); Shift while drawing erases</source>
        <translation>불량에 속하는 부분을 칠합니다(B). 그리면서 Shift를 누르면 지웁니다</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>다시 실행(Ctrl+Y)</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], Ctrl + mouse wheel)</source>
        <translation>브러시 크기([ 및 ], Ctrl + 마우스 휠)</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>실행 취소(Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>OutlineController</name>
    <message>
        <source>Another outline is still being measured.</source>
        <translation>다른 외곽선을 아직 측정하는 중입니다.</translation>
    </message>
    <message>
        <source>Severity by the corrected outline: {0}. The verdict is yours.</source>
        <translation>수정한 외곽선 기준 심각도: {0}. 판정은 검사자가 내립니다.</translation>
    </message>
    <message>
        <source>The corrected outline stays recorded for the place where it was drawn and does not hold for the changed ROI. Undo the change (Ctrl+Z) to see it again.</source>
        <translation>수정한 외곽선은 그린 자리에 기록되어 있으며, 옮기거나 바꾼 ROI에는 적용되지 않습니다. 다시 보려면 ROI 변경을 실행 취소(Ctrl+Z)하십시오.</translation>
    </message>
    <message>
        <source>{0}: corrected outline</source>
        <translation>{0}: 외곽선 수정</translation>
    </message>
    <message>
        <source>{0}: the unfinished outline is kept; correct it again to go on.</source>
        <translation>{0}: 마치지 않은 외곽선을 보관했습니다. 외곽선 수정을 다시 열면 이어서 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>OverrideReasonDialog</name>
    <message>
        <source>A digit chooses a reason, Enter confirms</source>
        <translation>숫자로 이유를 고르고 Enter로 확인</translation>
    </message>
    <message>
        <source>A second person should look</source>
        <translation>2차 확인 필요</translation>
    </message>
    <message>
        <source>Border case: compare with the limit sample</source>
        <translation>경계 사례, 한도견본과 비교 필요</translation>
    </message>
    <message>
        <source>Checked by eye</source>
        <translation>육안으로 확인</translation>
    </message>
    <message>
        <source>Checked with a magnifier or microscope</source>
        <translation>확대경 또는 현미경으로 확인</translation>
    </message>
    <message>
        <source>Compared with the limit sample</source>
        <translation>한도견본과 비교</translation>
    </message>
    <message>
        <source>Decided by a second person</source>
        <translation>2차 검사자가 판정</translation>
    </message>
    <message>
        <source>Dirt or dust that can be wiped off</source>
        <translation>닦이는 얼룩이나 먼지</translation>
    </message>
    <message>
        <source>In your own words (optional with a reason above)</source>
        <translation>직접 입력(위에서 골랐으면 생략 가능)</translation>
    </message>
    <message>
        <source>Machining mark or texture</source>
        <translation>가공 무늬 또는 표면 결</translation>
    </message>
    <message>
        <source>Measure the part first</source>
        <translation>실물 측정 필요</translation>
    </message>
    <message>
        <source>No defect there</source>
        <translation>해당 위치에 불량 없음</translation>
    </message>
    <message>
        <source>Over the acceptance limit</source>
        <translation>한도 초과</translation>
    </message>
    <message>
        <source>Pressed the wrong key before</source>
        <translation>이전에 잘못 누름</translation>
    </message>
    <message>
        <source>Program: {0}. Your verdict: {1}. Why?</source>
        <translation>프로그램: {0}, 검사자 판정: {1}. 이유는 무엇입니까?</translation>
    </message>
    <message>
        <source>Reason for the verdict</source>
        <translation>판정 이유</translation>
    </message>
    <message>
        <source>Reason in your own words</source>
        <translation>직접 입력한 이유</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Seen on the part, not in the image</source>
        <translation>이미지에는 없으나 실물에서 확인</translation>
    </message>
    <message>
        <source>Shadow or reflection</source>
        <translation>그림자 또는 반사</translation>
    </message>
    <message>
        <source>Stricter customer requirement</source>
        <translation>고객 요구 기준 적용</translation>
    </message>
    <message>
        <source>The image is not good enough: retake</source>
        <translation>이미지 불량, 재촬영 필요</translation>
    </message>
    <message>
        <source>The program missed a defect</source>
        <translation>프로그램이 불량을 놓침</translation>
    </message>
    <message>
        <source>Verdict so far: {0}. Your verdict: {1}. Why?</source>
        <translation>지금까지의 판정: {0}, 새 판정: {1}. 이유는 무엇입니까?</translation>
    </message>
    <message>
        <source>Within the acceptance limit</source>
        <translation>한도 이내</translation>
    </message>
</context>
<context>
    <name>PaneFoot</name>
    <message>
        <source>Ask</source>
        <translation>묻기</translation>
    </message>
    <message>
        <source>Ask about the image</source>
        <translation>이미지에 대해 묻기</translation>
    </message>
    <message>
        <source>Ask the model what it sees</source>
        <translation>모델에게 무엇이 보이는지 묻습니다</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the text that is shown</source>
        <translation>표시된 내용 복사</translation>
    </message>
    <message>
        <source>Describes: {0}</source>
        <translation>설명 모델: {0}</translation>
    </message>
    <message>
        <source>Description model: {0}</source>
        <translation>설명 모델: {0}</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Have the finding explained</source>
        <translation>모델과 결함에 대해 대화하기</translation>
    </message>
    <message>
        <source>Loading {0}…</source>
        <translation>{0} 불러오는 중…</translation>
    </message>
    <message>
        <source>No description model: measured facts only</source>
        <translation>설명 모델 없음: 측정 사실만 표시</translation>
    </message>
    <message>
        <source>Talk with a model about causes and what to do; it knows the measured facts</source>
        <translation>측정된 사실을 아는 모델과 원인, 조치에 대해 대화합니다</translation>
    </message>
    <message>
        <source>The description model failed: {0}</source>
        <translation>설명 모델 오류: {0}</translation>
    </message>
</context>
<context>
    <name>PointPicker</name>
    <message>
        <source>Click the first of two points of a known distance · Esc cancels</source>
        <translation>거리를 아는 두 점 중 첫 번째 점을 클릭하세요 · Esc 취소</translation>
    </message>
    <message>
        <source>Click the second point · {distance} px · Esc cancels</source>
        <translation>두 번째 점을 클릭하세요 · {distance} px · Esc 취소</translation>
    </message>
    <message>
        <source>Pick two points</source>
        <translation>두 점 지정</translation>
    </message>
</context>
<context>
    <name>PointsPage</name>
    <message>
        <source>Distance of the two points on the part, in mm</source>
        <translation>부품에서 두 점 사이의 실제 거리(mm)</translation>
    </message>
    <message>
        <source>Known &amp;distance</source>
        <translation>실제 거리(&amp;D)</translation>
    </message>
    <message>
        <source>Known distance in mm</source>
        <translation>실제 거리(mm)</translation>
    </message>
    <message>
        <source>Lay a ruler into the plane of the part, or use two edges whose distance you know. The farther apart and the larger on the screen, the more exact.</source>
        <translation>부품과 같은 평면에 자를 놓거나 거리를 아는 두 모서리를 사용하세요. 멀리 떨어진 점을 크게 확대해서 지정할수록 정확합니다.</translation>
    </message>
    <message>
        <source>No points picked yet</source>
        <translation>지정한 점이 없습니다</translation>
    </message>
    <message>
        <source>Pick two points on the image…</source>
        <translation>이미지에서 두 점 지정…</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>The dialog steps aside until two points are clicked</source>
        <translation>두 점을 클릭할 때까지 이 창이 잠시 사라집니다</translation>
    </message>
    <message>
        <source>{distance} px apart, each click exact to {click} px</source>
        <translation>두 점 사이 {distance} px, 클릭 오차 {click} px</translation>
    </message>
</context>
<context>
    <name>QuickGuideDialog</name>
    <message>
        <source>Quick guide</source>
        <translation>빠른 안내</translation>
    </message>
</context>
<context>
    <name>RecordStoryDialog</name>
    <message>
        <source>Configuration</source>
        <translation>판정 조건</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy what this record says as text</source>
        <translation>이 기록의 내용을 글로 복사합니다</translation>
    </message>
    <message>
        <source>Evidence: the finding</source>
        <translation>근거 사진: 검출 부위</translation>
    </message>
    <message>
        <source>Evidence: the whole image</source>
        <translation>근거 사진: 전체 이미지</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>검출</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>로트</translation>
    </message>
    <message>
        <source>No picture is kept when the program says OK.
Open the image itself.</source>
        <translation>프로그램이 합격으로 판정한 이미지는 사진을 보관하지 않습니다.
원본 이미지를 여세요.</translation>
    </message>
    <message>
        <source>No picture was kept with this record.</source>
        <translation>이 기록에는 보관된 사진이 없습니다.</translation>
    </message>
    <message>
        <source>Open this image in the main window</source>
        <translation>이 이미지를 주 창에서 엽니다</translation>
    </message>
    <message>
        <source>Part id</source>
        <translation>부품 번호</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>품번</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>기록을 읽는 중…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Record: {name}</source>
        <translation>기록: {name}</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>Show the image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>판정 과정</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Take this row out</source>
        <translation>이 행을 뺍니다</translation>
    </message>
</context>
<context>
    <name>SampleHint</name>
    <message>
        <source>Choose an image on the left: scores and description appear on the right. Judge with the keys O, N or H; Space accepts what is proposed and goes on.</source>
        <translation>왼쪽에서 이미지를 고르면 오른쪽에 점수와 설명이 나옵니다. O·N·H 키로 판정하고, Space 키로 제안을 확정하고 다음 이미지로 넘어갑니다.</translation>
    </message>
    <message>
        <source>Close this hint</source>
        <translation>안내 닫기</translation>
    </message>
    <message>
        <source>Close this hint; it does not come back</source>
        <translation>안내를 닫습니다. 다시 나오지 않습니다</translation>
    </message>
    <message>
        <source>Make a product in three steps</source>
        <translation>세 단계로 품번을 만듭니다</translation>
    </message>
    <message>
        <source>Make my product…</source>
        <translation>내 품번 만들기…</translation>
    </message>
    <message>
        <source>Open a folder of images (Ctrl+O)</source>
        <translation>이미지 폴더를 엽니다 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open my images…</source>
        <translation>내 이미지 열기…</translation>
    </message>
    <message>
        <source>This is a sample product, made up and already taught</source>
        <translation>예제 품번입니다. 생성한 이미지이며 예시가 이미 등록되어 있습니다</translation>
    </message>
</context>
<context>
    <name>SaveLine</name>
    <message>
        <source>A hold is not accepted: decide with O, N or H.</source>
        <translation>보류는 그대로 확정할 수 없습니다. O, N, H로 판정하세요.</translation>
    </message>
    <message>
        <source>An image that cannot be read is not OK: choose NG or hold.</source>
        <translation>읽을 수 없는 이미지는 합격으로 판정할 수 없습니다. 불합격이나 보류로 판정하세요.</translation>
    </message>
    <message>
        <source>Judged {outcome}: {who}, {when}</source>
        <translation>판정 {outcome}: {who}, {when}</translation>
    </message>
    <message>
        <source>Not saved: {0}</source>
        <translation>저장되지 않음: {0}</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>메모: {0}</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>사유: {0}</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>저장됨: {0}</translation>
    </message>
    <message>
        <source>Saving: {0}</source>
        <translation>저장 중: {0}</translation>
    </message>
    <message>
        <source>Wait until the image is shown and scored.</source>
        <translation>이미지가 표시되고 채점될 때까지 기다리세요.</translation>
    </message>
</context>
<context>
    <name>ScaleController</name>
    <message>
        <source>Calibrated: {id}</source>
        <translation>교정했습니다: {id}</translation>
    </message>
    <message>
        <source>Calibration retired: {id}</source>
        <translation>교정을 폐기했습니다: {id}</translation>
    </message>
</context>
<context>
    <name>ScaleDialog</name>
    <message>
        <source> days</source>
        <translation>일</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>카메라(&amp;C)</translation>
    </message>
    <message>
        <source>Age limit in days</source>
        <translation>유효기간(일)</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>교정</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>체커보드</translation>
    </message>
    <message>
        <source>Keep this calibration; it replaces that of the image size</source>
        <translation>이 교정을 저장합니다. 같은 이미지 크기의 이전 교정을 대신합니다</translation>
    </message>
    <message>
        <source>Millimetres</source>
        <translation>mm 교정</translation>
    </message>
    <message>
        <source>No calibration for this image size (there is one for {sizes}): sizes are in px.</source>
        <translation>이 이미지 크기의 교정이 없습니다({sizes}용 교정은 있음). 크기를 px로 표시합니다.</translation>
    </message>
    <message>
        <source>No calibration yet: sizes are in px.</source>
        <translation>교정이 없어 크기를 px로 표시합니다.</translation>
    </message>
    <message>
        <source>Older calibrations still give lengths; no rule in mm is applied to them</source>
        <translation>유효기간이 지난 교정도 길이는 표시하지만 mm 기준 규칙에는 적용하지 않습니다</translation>
    </message>
    <message>
        <source>Open an image first: a calibration holds for one image size.</source>
        <translation>먼저 이미지를 여세요. 교정은 한 가지 이미지 크기에만 적용됩니다.</translation>
    </message>
    <message>
        <source>Out of date &amp;after</source>
        <translation>유효기간(&amp;A)</translation>
    </message>
    <message>
        <source>Out of date: calibrate again. No rule in mm is applied.</source>
        <translation>유효기간이 지났습니다. 다시 교정하세요. mm 기준 규칙은 적용하지 않습니다.</translation>
    </message>
    <message>
        <source>Product {name} · {size}</source>
        <translation>품번 {name} · {size}</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>폐기</translation>
    </message>
    <message>
        <source>Such as: camera 1, 25 mm lens, 300 mm away</source>
        <translation>예: 1호기 카메라, 25 mm 렌즈, 거리 300 mm</translation>
    </message>
    <message>
        <source>This calibration holds no more, such as after the camera was moved</source>
        <translation>카메라를 옮긴 경우처럼 이 교정을 더 이상 사용하지 않습니다</translation>
    </message>
    <message>
        <source>Two points</source>
        <translation>두 점</translation>
    </message>
    <message>
        <source>Which camera and lens the calibration is for</source>
        <translation>교정이 적용되는 카메라와 렌즈</translation>
    </message>
    <message>
        <source>by a checkerboard</source>
        <translation>체커보드로 교정</translation>
    </message>
    <message>
        <source>by a number</source>
        <translation>수치 입력</translation>
    </message>
    <message>
        <source>by two points</source>
        <translation>두 점으로 교정</translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation>px당 mm</translation>
    </message>
    <message>
        <source>never</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>no image shown</source>
        <translation>표시된 이미지 없음</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>{days} days old</source>
        <translation>{days}일 전</translation>
    </message>
    <message>
        <source>{scale} for images of {size}</source>
        <translation>{scale} · {size} 이미지용</translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>Because of these examples</source>
        <translation>근거가 된 예시</translation>
    </message>
    <message>
        <source>Choose an image and inspect it: outcome, reason and scores stand here.</source>
        <translation>이미지를 선택하고 검사하면 판정과 이유, 점수가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>검출 위치</translation>
    </message>
    <message>
        <source>No category can be scored yet. Teach four examples of each defect: mark one with a ROI and choose its category.</source>
        <translation>아직 유형을 채점할 수 없습니다. 불량 유형마다 예시를 4개씩 등록하세요. ROI로 표시하고 유형을 선택하면 됩니다.</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>아직 점수가 없습니다</translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation>채점하지 못했습니다</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Scoring…</source>
        <translation>채점 중…</translation>
    </message>
    <message>
        <source>The finding whose scores are shown, the worst first</source>
        <translation>점수를 표시할 검출 위치(심한 순)</translation>
    </message>
    <message>
        <source>Weak proposals from the look alone; they decide nothing. Teach four examples of each defect.</source>
        <translation>외관만으로 본 참고 유형이며 판정에는 쓰이지 않습니다. 불량 유형마다 예시를 4개씩 등록하세요.</translation>
    </message>
    <message>
        <source>place without a category</source>
        <translation>유형 없는 위치</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Product {name}</source>
        <translation>품번 {name}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Some values are not allowed; see the marked fields.</source>
        <translation>쓸 수 없는 값이 있습니다. 표시된 항목을 확인하세요.</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>스테이션</translation>
    </message>
</context>
<context>
    <name>SettingsWords</name>
    <message>
        <source>0 to 1; a blurred image is to be retaken. Not set: not checked.</source>
        <translation>0~1. 이보다 흐린 이미지는 재촬영합니다. 지정하지 않으면 확인하지 않습니다.</translation>
    </message>
    <message>
        <source>4 bit</source>
        <translation>4비트</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8비트</translation>
    </message>
    <message>
        <source>A defect up to this severity is still OK. Without an entry it is NG.</source>
        <translation>이 심각도까지의 불량은 합격입니다. 항목이 없으면 불합격입니다.</translation>
    </message>
    <message>
        <source>A second model says in words what it sees. Holds from the next start on.</source>
        <translation>다른 모델이 보이는 모습을 말로 설명합니다. 다음 시작부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Acceptance limits</source>
        <translation>한도</translation>
    </message>
    <message>
        <source>Answering model</source>
        <translation>질문 응답 모델</translation>
    </message>
    <message>
        <source>Any other size is to be retaken.</source>
        <translation>크기가 다른 이미지는 재촬영합니다.</translation>
    </message>
    <message>
        <source>Compute threads</source>
        <translation>계산 스레드</translation>
    </message>
    <message>
        <source>Describing images</source>
        <translation>이미지 설명</translation>
    </message>
    <message>
        <source>Describing model</source>
        <translation>설명 모델</translation>
    </message>
    <message>
        <source>Descriptions in folder runs</source>
        <translation>폴더 검사 중 설명</translation>
    </message>
    <message>
        <source>Direction of the machining marks (°)</source>
        <translation>가공 무늬의 방향(°)</translation>
    </message>
    <message>
        <source>Each lasts until the next one starts; none means shifts are not recorded.</source>
        <translation>각 근무조는 다음 근무조가 시작할 때까지입니다. 없으면 근무조를 기록하지 않습니다.</translation>
    </message>
    <message>
        <source>Each takes a fraction of a second; they are kept in the record.</source>
        <translation>한 건에 1초도 걸리지 않으며 기록에 함께 남습니다.</translation>
    </message>
    <message>
        <source>Enter a number.</source>
        <translation>숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation>정수를 입력하세요.</translation>
    </message>
    <message>
        <source>Enter something here.</source>
        <translation>값을 입력하세요.</translation>
    </message>
    <message>
        <source>Explaining model</source>
        <translation>대화 모델</translation>
    </message>
    <message>
        <source>Fewer bits need less memory: 8 bit a half of bfloat16, 4 bit a quarter.</source>
        <translation>비트가 적을수록 메모리를 적게 씁니다. 8비트는 bfloat16의 절반, 4비트는 4분의 1입니다.</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>기준 종류</translation>
    </message>
    <message>
        <source>From this confidence on a category counts as sure (0 to 1).</source>
        <translation>신뢰도가 이 값 이상이면 확실한 것으로 봅니다(0~1).</translation>
    </message>
    <message>
        <source>Give the ROI if, and only if, the frame is a fixed ROI.</source>
        <translation>기준 종류가 고정 ROI일 때만, 그리고 그때는 반드시 ROI를 지정하세요.</translation>
    </message>
    <message>
        <source>Grey level 0 to 255; a darker image is to be retaken.</source>
        <translation>밝기 0~255. 이보다 어두운 이미지는 재촬영합니다.</translation>
    </message>
    <message>
        <source>How the product is made: its causes of defects are suggested first.</source>
        <translation>제품을 만드는 공정입니다. 이 공정의 불량 원인을 먼저 제안합니다.</translation>
    </message>
    <message>
        <source>How what a model writes becomes Korean; every text says how it did. Where a model writes English, a translation model is used if there is one, else the glossary. Holds at once.</source>
        <translation>모델이 쓴 글을 한국어로 만드는 방법이며, 글마다 어떤 방법인지 표시됩니다. 모델이 영어로 쓰면 번역 모델이, 없으면 용어집이 대신합니다. 바로 적용됩니다.</translation>
    </message>
    <message>
        <source>Image size (px)</source>
        <translation>이미지 크기(px)</translation>
    </message>
    <message>
        <source>In the image, counter-clockwise: 0 is horizontal, 90 vertical. Tells scratches along the marks from those across.</source>
        <translation>이미지에서 반시계 방향으로 잰 각도입니다(0은 가로, 90은 세로). 무늬와 나란한 스크래치와 가로지르는 스크래치를 구분합니다.</translation>
    </message>
    <message>
        <source>Korean mixed into the prompt</source>
        <translation>프롬프트에 한국어를 섞음</translation>
    </message>
    <message>
        <source>Korean texts</source>
        <translation>한국어 문장</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Language of the window and of new messages.</source>
        <translation>창과 새 메시지의 언어입니다.</translation>
    </message>
    <message>
        <source>Larger ones are refused: they need too much memory.</source>
        <translation>더 큰 이미지는 메모리가 많이 필요하여 열지 않습니다.</translation>
    </message>
    <message>
        <source>Largest image (megapixels)</source>
        <translation>최대 이미지 크기(백만 화소)</translation>
    </message>
    <message>
        <source>Least brightness</source>
        <translation>최소 밝기</translation>
    </message>
    <message>
        <source>Least sharpness</source>
        <translation>최소 선명도</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>신뢰도 차이</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Most overexposed share</source>
        <translation>최대 과노출 비율</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Name of this workstation; stands in every record.</source>
        <translation>이 스테이션의 이름입니다. 모든 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Not set: chosen by the number of cores. Holds from the next start on.</source>
        <translation>지정하지 않으면 코어 수에 따라 정합니다. 다음 시작부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Only for the frame “a fixed ROI”.</source>
        <translation>기준 종류가 “고정 ROI”일 때만 사용합니다.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>검사자</translation>
    </message>
    <message>
        <source>Otherwise the program&apos;s own limits decide which image is to be retaken.</source>
        <translation>지정하지 않으면 프로그램의 기본 한계값으로 재촬영 여부를 정합니다.</translation>
    </message>
    <message>
        <source>Own limits of image quality</source>
        <translation>이미지 품질 한계값</translation>
    </message>
    <message>
        <source>Precision of large models</source>
        <translation>대형 모델의 정밀도</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>공정</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>품번</translation>
    </message>
    <message>
        <source>Prompt set</source>
        <translation>프롬프트 세트</translation>
    </message>
    <message>
        <source>ROI (px)</source>
        <translation>ROI(px)</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>이미지 읽기</translation>
    </message>
    <message>
        <source>Reference frame</source>
        <translation>위치 기준</translation>
    </message>
    <message>
        <source>Share of white pixels, 0 to 1.</source>
        <translation>하얗게 날아간 화소의 비율, 0~1.</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>근무조</translation>
    </message>
    <message>
        <source>Shortest side (px)</source>
        <translation>최소 변 길이(px)</translation>
    </message>
    <message>
        <source>Smaller images are refused.</source>
        <translation>더 작은 이미지는 열지 않습니다.</translation>
    </message>
    <message>
        <source>So much must the best category lead the second one (0 to 1).</source>
        <translation>1순위와 2순위 유형의 신뢰도 차이가 이 값 이상이어야 합니다(0~1).</translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>스테이션</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>표면</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>The model that compares images.</source>
        <translation>이미지를 비교하는 모델입니다.</translation>
    </message>
    <message>
        <source>The name of a LLaVA model folder; empty: the first one there. Holds at once.</source>
        <translation>LLaVA 모델 폴더의 이름입니다. 비워 두면 설치된 첫 번째 모델을 씁니다. 바로 적용됩니다.</translation>
    </message>
    <message>
        <source>The name of a Marian, M2M100 or NLLB model folder; empty: the first one there. Holds at once.</source>
        <translation>Marian, M2M100, NLLB 모델 폴더의 이름입니다. 비워 두면 설치된 첫 번째 모델을 씁니다. 바로 적용됩니다.</translation>
    </message>
    <message>
        <source>The texts that describe the categories to the model.</source>
        <translation>모델에 유형을 설명하는 문장입니다.</translation>
    </message>
    <message>
        <source>This number is too large.</source>
        <translation>값이 너무 큽니다.</translation>
    </message>
    <message>
        <source>This number is too small.</source>
        <translation>값이 너무 작습니다.</translation>
    </message>
    <message>
        <source>This value is not allowed ({problem}).</source>
        <translation>쓸 수 없는 값입니다({problem}).</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>신뢰도 기준</translation>
    </message>
    <message>
        <source>Thresholds of single categories</source>
        <translation>유형별 신뢰도 기준</translation>
    </message>
    <message>
        <source>Translation model</source>
        <translation>번역 모델</translation>
    </message>
    <message>
        <source>What “upper left” and clock positions refer to.</source>
        <translation>“좌측 상단”이나 시계 방향 위치가 무엇을 기준으로 하는지 정합니다.</translation>
    </message>
    <message>
        <source>When an example or correction starts to count.</source>
        <translation>등록한 예시와 판정 수정이 언제부터 반영되는지 정합니다.</translation>
    </message>
    <message>
        <source>Where one category needs another threshold.</source>
        <translation>다른 기준이 필요한 유형만 넣으세요.</translation>
    </message>
    <message>
        <source>Which images are opened at all.</source>
        <translation>어떤 이미지를 열지 정합니다.</translation>
    </message>
    <message>
        <source>Which kind of surface of the defect book the images show: severity rules may hold for some surfaces only.</source>
        <translation>이미지에 보이는 표면의 종류(불량 정의서). 심각도 규칙이 일부 표면에만 적용될 수 있습니다.</translation>
    </message>
    <message>
        <source>Who inspects now; stands in every record.</source>
        <translation>지금의 검사자입니다. 모든 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Width and height of the ROI must be more than 0.</source>
        <translation>ROI의 너비와 높이는 0보다 커야 합니다.</translation>
    </message>
    <message>
        <source>a fixed ROI</source>
        <translation>고정 ROI</translation>
    </message>
    <message>
        <source>a translation model after the describing one</source>
        <translation>설명 모델 다음에 번역 모델을 사용</translation>
    </message>
    <message>
        <source>after approval by an engineer</source>
        <translation>담당자 승인 후 반영</translation>
    </message>
    <message>
        <source>always</source>
        <translation>항상</translation>
    </message>
    <message>
        <source>at once: examples count immediately</source>
        <translation>즉시 반영</translation>
    </message>
    <message>
        <source>height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>locked: nobody teaches</source>
        <translation>잠금: 학습하지 않음</translation>
    </message>
    <message>
        <source>never</source>
        <translation>하지 않음</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>지정하지 않음</translation>
    </message>
    <message>
        <source>starter, or the name of a model folder.</source>
        <translation>starter 또는 모델 폴더 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>the found outline of the part</source>
        <translation>찾은 부품 외곽선</translation>
    </message>
    <message>
        <source>the important words alone, by the glossary</source>
        <translation>용어집의 중요한 단어만 한국어로</translation>
    </message>
    <message>
        <source>the model speaks Korean itself</source>
        <translation>모델이 직접 한국어로 답변</translation>
    </message>
    <message>
        <source>the program&apos;s own</source>
        <translation>프로그램 기본</translation>
    </message>
    <message>
        <source>the whole image</source>
        <translation>이미지 전체</translation>
    </message>
    <message>
        <source>top</source>
        <translation>위쪽</translation>
    </message>
    <message>
        <source>where something was found</source>
        <translation>이상이 있을 때만</translation>
    </message>
    <message>
        <source>width</source>
        <translation>너비</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Cancel the running job</source>
        <translation>실행 중인 작업 취소</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>검사자</translation>
    </message>
    <message>
        <source>Operator: click to change</source>
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
        <source>Set operator</source>
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
        <translation>다음 이미지</translation>
    </message>
    <message>
        <source>Next image (D)</source>
        <translation>다음 이미지 (D)</translation>
    </message>
    <message>
        <source>Next image without a person&apos;s verdict</source>
        <translation>검사자가 판정하지 않은 다음 이미지</translation>
    </message>
    <message>
        <source>Next image without a person&apos;s verdict (Shift+D)</source>
        <translation>검사자가 판정하지 않은 다음 이미지 (Shift+D)</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>이전 이미지</translation>
    </message>
    <message>
        <source>Previous image (A)</source>
        <translation>이전 이미지 (A)</translation>
    </message>
    <message>
        <source>Shown: {count}</source>
        <translation>표시 {count}장</translation>
    </message>
</context>
<context>
    <name>TeachingController</name>
    <message>
        <source>Folder with one subfolder for each category (good for good parts)</source>
        <translation>유형별 하위 폴더가 있는 폴더(양품은 good)</translation>
    </message>
    <message>
        <source>Teach: {0}</source>
        <translation>가르치기: {0}</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Asked as: {question}</source>
        <translation>모델에게 한 질문: {question}</translation>
    </message>
    <message>
        <source>Asked: {question}</source>
        <translation>질문: {question}</translation>
    </message>
    <message>
        <source>Broken off: the inference process ended.</source>
        <translation>중단됨: 추론 프로세스가 종료되었습니다.</translation>
    </message>
    <message>
        <source>Corrects an earlier verdict: {changes}</source>
        <translation>이전 판정을 수정: {changes}</translation>
    </message>
    <message>
        <source>Corrects the program: {changes}</source>
        <translation>프로그램 판정을 수정: {changes}</translation>
    </message>
    <message>
        <source>Description by a model</source>
        <translation>모델의 설명</translation>
    </message>
    <message>
        <source>Length line corrected by hand</source>
        <translation>검사자가 길이선을 수정</translation>
    </message>
    <message>
        <source>No person has judged this yet.</source>
        <translation>아직 사람이 판정하지 않았습니다.</translation>
    </message>
    <message>
        <source>Note: {words}</source>
        <translation>메모: {words}</translation>
    </message>
    <message>
        <source>Outline and length line corrected by hand</source>
        <translation>검사자가 외곽선과 길이선을 수정</translation>
    </message>
    <message>
        <source>Outline corrected by hand</source>
        <translation>검사자가 외곽선을 수정</translation>
    </message>
    <message>
        <source>Program: {outcome}</source>
        <translation>프로그램: {outcome}</translation>
    </message>
    <message>
        <source>Reason: {words}</source>
        <translation>사유: {words}</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>끝나기 전에 중단했습니다.</translation>
    </message>
    <message>
        <source>Verdict taken back</source>
        <translation>판정 취소</translation>
    </message>
    <message>
        <source>Verdict: {outcome}</source>
        <translation>판정: {outcome}</translation>
    </message>
    <message>
        <source>area</source>
        <translation>면적</translation>
    </message>
    <message>
        <source>length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>{model}, unchecked:</source>
        <translation>{model}(미검증):</translation>
    </message>
    <message>
        <source>{title} (finding {n})</source>
        <translation>{title}(검출 {n})</translation>
    </message>
    <message>
        <source>{verdict} (taken back later)</source>
        <translation>{verdict} (이후 취소됨)</translation>
    </message>
</context>
<context>
    <name>TrainingCardDialog</name>
    <message>
        <source>Category</source>
        <translation>불량 유형</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the text of the card</source>
        <translation>카드의 글을 복사합니다</translation>
    </message>
    <message>
        <source>The category that the card explains</source>
        <translation>카드가 설명하는 유형</translation>
    </message>
    <message>
        <source>Training card</source>
        <translation>교육 카드</translation>
    </message>
    <message>
        <source>Training cards</source>
        <translation>교육 카드</translation>
    </message>
</context>
<context>
    <name>UnfinishedQuestion</name>
    <message>
        <source>Close without them</source>
        <translation>적용하지 않고 닫기</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>계속 열어 두기</translation>
    </message>
    <message>
        <source>Outlines were corrected but not applied.</source>
        <translation>수정했지만 적용하지 않은 외곽선이 있습니다.</translation>
    </message>
    <message>
        <source>Unfinished outlines</source>
        <translation>마치지 않은 외곽선</translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>Accept the program&apos;s proposal and go on (Space); never a hold</source>
        <translation>프로그램의 판정을 확정하고 다음 이미지로 이동 (Space). 보류는 확정되지 않습니다</translation>
    </message>
    <message>
        <source>Accept, next</source>
        <translation>확정 후 다음</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Next image (Space)</source>
        <translation>다음 이미지 (Space)</translation>
    </message>
    <message>
        <source>Take back the last verdict</source>
        <translation>마지막 판정 취소</translation>
    </message>
    <message>
        <source>Take back the last verdict (Ctrl+Z)</source>
        <translation>마지막 판정 취소 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
</context>
<context>
    <name>VerdictButton</name>
    <message>
        <source>{0}: proposed by the program</source>
        <translation>{0}: 프로그램 제안</translation>
    </message>
</context>
<context>
    <name>VerdictController</name>
    <message>
        <source>{0}: verdict taken back</source>
        <translation>{0}: 판정 취소</translation>
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
        <source>Calibrate: how many mm one pixel shows</source>
        <translation>교정: 한 픽셀이 몇 mm인지 정하기</translation>
    </message>
    <message>
        <source>Correct outline…</source>
        <translation>외곽선 수정…</translation>
    </message>
    <message>
        <source>Correct the measured outline and length line by hand</source>
        <translation>측정된 외곽선과 길이선을 직접 수정합니다</translation>
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
        <source>Each category explained: what counts, how it looks, causes, what to do</source>
        <translation>유형별 설명: 판정 기준, 모습, 원인, 조치</translation>
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
        <source>Millimetres…</source>
        <translation>mm 교정…</translation>
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
        <source>Outline</source>
        <translation>외곽선</translation>
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
    <message>
        <source>Training cards…</source>
        <translation>교육 카드…</translation>
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
    <message>
        <source>{0} (example)</source>
        <translation>{0} (예제)</translation>
    </message>
</context>
</TS>
