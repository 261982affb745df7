# syntax=docker/dockerfile:1
# One image for API and worker; the pages are built in a stage of their own, so that the image has no bundler. Checked by reading only: no container engine was at hand where it was written.
FROM node:24-bookworm-slim AS pages
WORKDIR /hubwright
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/package.json
RUN npm ci --omit=dev --ignore-scripts --workspace web --no-audit --no-fund
COPY web web
RUN node web/build.ts --image

FROM node:24-bookworm-slim

# The sandbox's programs; bash, iproute2 and perl are what its probe and its launcher use. git serves large repositories.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bash bubblewrap ca-certificates git iproute2 mount perl-base slirp4netns util-linux \
  && rm -rf /var/lib/apt/lists/*

# Toolchains that integrations may be built and run with, beside the image's own Node: add what yours need.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 python3-venv python3-pip \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /hubwright
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/built-pages.ts web/
# The embedded PostgreSQL isn't used here; its binaries come as optional packages of the platform.
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund
COPY api api
COPY activities activities
COPY migrations migrations
COPY src src
COPY start start
COPY worker worker
COPY workflows workflows
COPY --from=pages /hubwright/web/dist web/dist

ENV NODE_ENV=production HUBWRIGHT_HOST=0.0.0.0 HUBWRIGHT_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
# Node itself as the command, so that SIGTERM reaches it. The worker needs root to set sandboxes up; the API does not.
CMD ["node", "api/main.ts"]
