# SPDX-License-Identifier: Apache-2.0
# One service, from the directory target/quarkus-app of its build. compose.yaml builds both with it.
FROM eclipse-temurin:17.0.20_8-jre-noble

ARG PORT
# Room for code, threads and buffers beside the heap within 512 MB. Whoever sets the variable replaces all of it.
ENV SERVICE_PORT=${PORT} \
    JDK_JAVA_OPTIONS="-Xmx256m -XX:+ExitOnOutOfMemoryError"

# What changes least comes first: a new build of the service replaces the last two layers, which are small.
COPY lib/ /service/lib/
COPY quarkus/ /service/quarkus/
COPY *.jar /service/
COPY app/ /service/app/

USER 10001:10001
WORKDIR /tmp
EXPOSE ${PORT}

# Ready, not merely alive: `up --wait` returns when the service can be used.
HEALTHCHECK --interval=3s --timeout=3s --retries=10 --start-period=120s \
  CMD curl --fail --silent --output /dev/null "http://127.0.0.1:${SERVICE_PORT}/health/ready"

ENTRYPOINT ["java", "-jar", "/service/quarkus-run.jar"]
