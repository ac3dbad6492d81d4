# A JDK, and ss, which shows the timers of a connection from outside.
FROM eclipse-temurin:25-jre
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends iproute2 > /dev/null \
    && rm -rf /var/lib/apt/lists/*
