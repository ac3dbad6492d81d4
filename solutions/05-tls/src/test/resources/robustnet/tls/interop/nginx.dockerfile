# nginx as a TLS peer of the course's own client and server. It ends by itself after some minutes, whatever becomes of
# the test that started it.
FROM debian:bookworm-slim
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends nginx-light libnginx-mod-stream > /dev/null \
    && rm -rf /var/lib/apt/lists/*
CMD ["timeout", "300", "nginx", "-g", "daemon off;"]
