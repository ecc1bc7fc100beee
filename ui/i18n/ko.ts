<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en_US">
<context>
    <name>HistoryModel</name>
    <message>
        <source>corrected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
