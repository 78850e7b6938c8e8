@echo off
rem Starts the course. Only ASCII here: what a reader sees in Chinese is printed by Python.
setlocal
set PYTHONUTF8=1
chcp 65001 >nul
if not exist "%~dp0start.py" (
    echo This file was opened inside the zip. Choose "Extract All" first, then start.bat in the new folder.
    pause
    exit /b 1
)
set PYTHON=
py -3 -c "" >nul 2>&1 && set PYTHON=py -3
if not defined PYTHON python -c "" >nul 2>&1 && set PYTHON=python
if not defined PYTHON (
    echo Python was not found. README.txt says which one to install.
    start "" notepad "%~dp0README.txt"
    pause
    exit /b 1
)
%PYTHON% "%~dp0start.py" %*
if not "%errorlevel%"=="0" pause
