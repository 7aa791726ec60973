# SPDX-License-Identifier: Apache-2.0
# Hawtio, from the directory target of its build. compose.observability.yaml builds with it.
FROM eclipse-temurin:17.0.20_8-jre-noble

ENV JDK_JAVA_OPTIONS="-Xmx128m -XX:+ExitOnOutOfMemoryError"

COPY lib/ /hawtio/lib/
COPY hawtio.jar /hawtio/

USER 10001:10001
WORKDIR /tmp
EXPOSE 18090

HEALTHCHECK --interval=3s --timeout=3s --retries=10 --start-period=60s \
  CMD curl --fail --silent --output /dev/null http://127.0.0.1:18090/hawtio/login

ENTRYPOINT ["java", "-jar", "/hawtio/hawtio.jar"]
