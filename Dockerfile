# Both services and the issuer for local runs: docker build --build-arg SERVICE=command-service .
# The jars are the same for every platform: they are built on the one that builds, and the others only get them.
FROM --platform=$BUILDPLATFORM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
ARG SERVICE
# Maven's repository is shared by all builds; locked, because two Mavens at once would trip over each other in it.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    test -n "$SERVICE" || { echo 'say which: --build-arg SERVICE=command-service, query-service or local-identity' >&2; exit 1; } \
    && mvn -q -pl "$SERVICE" -am package -DskipTests -Dspotless.check.skip=true \
    && java -Djarmode=tools -jar "$SERVICE/target/$SERVICE.jar" \
       extract --layers --destination /layers --application-filename service.jar

FROM eclipse-temurin:25.0.1_8-jre
WORKDIR /service
# From what changes seldom to what changes with every commit.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# A volume takes its owner from the folder that it covers.
RUN mkdir -m 700 /data && chown 10001:10001 /data
USER 10001:10001
# More options at run time: the environment variable JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "service.jar"]
