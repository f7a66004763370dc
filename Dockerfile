# The server: the same image serves, works and migrates (see docker-compose.yml).

FROM node:22-slim AS screens
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
COPY sar/geo/licences ../sar/geo/licences
RUN npm run build

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/sar
COPY requirements-server.lock ./
RUN /opt/sar/bin/pip install --no-cache-dir --require-hashes -r requirements-server.lock
COPY LICENSE README.md pyproject.toml ./
COPY sar ./sar
COPY --from=screens /src/sar/web ./sar/web
RUN /opt/sar/bin/pip install --no-cache-dir --no-deps --no-build-isolation .
COPY scripts/notices.py ./scripts/
RUN mkdir -p /opt/sar/share/doc/sar-assist \
    && cp LICENSE /opt/sar/share/doc/sar-assist/ \
    && /opt/sar/bin/python scripts/notices.py >/opt/sar/share/doc/sar-assist/NOTICES

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home sar
COPY --from=build /opt/sar /opt/sar
ENV PATH=/opt/sar/bin:$PATH PYTHONUNBUFFERED=1 SAR_HOST=0.0.0.0 SAR_PORT=8000 \
    NUMBA_CACHE_DIR=/tmp/numba
WORKDIR /tmp
USER 10001
EXPOSE 8000
CMD ["sar", "serve"]
