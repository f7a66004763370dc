# The server: the same image serves, works and migrates (see docker-compose.yml).

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/sar
COPY requirements-server.lock ./
RUN /opt/sar/bin/pip install --no-cache-dir --require-hashes -r requirements-server.lock
COPY LICENSE README.md pyproject.toml ./
COPY sar ./sar
RUN /opt/sar/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home sar
COPY --from=build /opt/sar /opt/sar
ENV PATH=/opt/sar/bin:$PATH PYTHONUNBUFFERED=1 SAR_HOST=0.0.0.0 SAR_PORT=8000
WORKDIR /tmp
USER 10001
EXPOSE 8000
CMD ["sar", "serve"]
