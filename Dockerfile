# The image holds the program, the certificates to reach a model's endpoint, and the time zones; no shell.
#
# Building needs the base image and the Go modules. Without internet, load golang:1.26 from a file (docker load) and
# put the modules beside the code with `go mod vendor` where there is internet: Go then takes them from vendor/.
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
ARG VERSION=dev
ENV CGO_ENABLED=0 GOTOOLCHAIN=local
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/chuchu ./cmd/chuchu
RUN mkdir /out/data && cp /etc/ssl/certs/ca-certificates.crt /usr/local/go/lib/time/zoneinfo.zip /out/

FROM scratch
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/zoneinfo.zip /zoneinfo.zip
COPY --from=build /out/chuchu /chuchu
# A new volume on /data takes over the folder's owner, so that the program may write there.
COPY --from=build --chown=65532:65532 /out/data /data
# A container is reached from without, so that keys are needed; the file is made at the first start.
ENV ZONEINFO=/zoneinfo.zip TZ=Asia/Shanghai HOME=/data TMPDIR=/tmp \
    CHUCHU_ADDR=0.0.0.0:8080 CHUCHU_KEYS=/data/keys CHUCHU_DATABASE=/data/chuchu.db
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 CMD ["/chuchu", "check", "health"]
ENTRYPOINT ["/chuchu"]
