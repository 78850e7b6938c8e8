@echo off
rem Starts the course. Only ASCII here: what a reader sees in Chinese is printed by Python.
setlocal
set PYTHONUTF8=1
chcp 65001 >nul
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
if errorlevel 1 pause
