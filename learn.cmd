@echo off
rem Starts the course's runner: finds a JDK 25 or newer, builds the runner with Maven when it has to, and runs it.
rem Written with care, but not run on Windows yet.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "learn=%root%\.learn"
set "log=%learn%\build.log"
set "jdk="
set "LEARN_BUILT="
if not exist "%learn%" mkdir "%learn%" 2>nul
type nul > "%learn%\.write" 2>nul
if not exist "%learn%\.write" goto cannot_write
del "%learn%\.write"

if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined jdk if exist "%learn%\jdk" for /f "usebackq delims=" %%j in ("%learn%\jdk") do call :try "%%j"
if not defined jdk for /f "delims=" %%j in ('where java 2^>nul') do call :try "%%~dpj.."
for %%v in (25 any) do for %%p in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps\temurin25-jdk") do for /d %%j in ("%%~p\*") do call :try "%%j" %%v
if not defined jdk goto no_jdk
>"%learn%\jdk" echo %jdk%

if exist "%root%\runner\target\lib\" if exist "%root%\runner\target\fingerprint" goto run
:build
where mvn >nul 2>nul || goto no_maven
echo Building the course's tools with Maven, once (about a minute the first time) ... 1>&2
if exist "%root%\runner\target\lib" rmdir /s /q "%root%\runner\target\lib"
del /q "%root%\runner\target\runner-*.jar" 2>nul
setlocal
set "JAVA_HOME=%jdk%"
pushd "%root%"
call mvn -q -B -ntp -pl runner -am -Dmaven.test.skip=true package > "%log%" 2>&1 < nul
set "failed=%errorlevel%"
popd
endlocal & set "failed=%failed%"
if not "%failed%"=="0" goto not_built
set "LEARN_BUILT=1"
for %%j in ("%root%\runner\target\runner-*.jar") do "%jdk%\bin\java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable "-Dlearn.root=%root%" -cp "%%j;%root%\runner\target\lib\*" robustnet.runner.Main dev warm-up >nul 2>nul

:run
for %%j in ("%root%\runner\target\runner-*.jar") do set "jar=%%j"
pushd "%root%"
"%jdk%\bin\java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 "-Dlearn.root=%root%" -cp "%jar%;%root%\runner\target\lib\*" robustnet.runner.Main %*
set "status=%errorlevel%"
popd
rem 75: the runner is not what its sources say. Asked once: a runner that was just built does not say it.
if "%status%"=="75" if not defined LEARN_BUILT goto build
exit /b %status%

rem Takes a folder as the JDK if none was found yet and it is 25 or newer (or exactly the second argument).
:try
if defined jdk exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "version=%%~v"
for /f "delims=.-+" %%v in ("%version%") do set "version=%%v"
if "%version%"=="" exit /b
if %version% lss 25 exit /b
if "%~2"=="25" if not "%version%"=="25" exit /b
set "jdk=%~f1"
exit /b

:no_jdk
echo A JDK 25 or newer is missing. Get one: winget install EclipseAdoptium.Temurin.25.JDK (or https://adoptium.net), or set JAVA_HOME to the folder of one that is installed. 1>&2
exit /b 2
:no_maven
echo Maven is missing, and the course's tools must be built with it once. Install it (scoop install maven, choco install maven, or https://maven.apache.org/download.cgi), then run the same command again. 1>&2
exit /b 2
:cannot_write
echo The folder %root% cannot be written to. Copy the course to a folder of your own and run learn in it. 1>&2
exit /b 2
:not_built
findstr /i /c:"could not transfer" /c:"unknown host" /c:"UnknownHost" /c:"offline mode" /c:"has not been downloaded" /c:"PKIX" "%log%" >nul && (
  echo Maven could not download what the build needs. Connect to the internet once, behind a proxy see Maven's settings.xml, and run the same command again. Maven's own words: "%log%" 1>&2
  exit /b 2
)
echo The course's tools could not be built. If you changed a pom.xml or a file in runner\ or testkit\, undo that change, then run the same command again. Maven's output: "%log%" 1>&2
exit /b 2
