# The service and its workers. No secret is in it: settings come from the environment when a container starts.
FROM python:3.11.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/caselot && python -m venv /opt/build
COPY requirements.service.lock requirements.build.lock ./
RUN /opt/caselot/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.service.lock
RUN /opt/build/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.build.lock
COPY pyproject.toml README.md LICENSE ./
COPY models models
COPY optimizer optimizer
COPY scenarios scenarios
COPY api api
COPY caselot_client caselot_client
RUN /opt/build/bin/python -m pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . && \
    /opt/caselot/bin/python -m pip install --no-cache-dir --no-deps --no-index /wheels/*.whl
# Compiled here, beside the sources that are installed (-P: not those of this folder); who runs it reads them there.
RUN /opt/caselot/bin/python -P -m optimizer.strategies.decomposed

FROM python:3.11.11-slim-bookworm
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin caselot
COPY --from=build /opt/caselot /opt/caselot
ENV PATH=/opt/caselot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /tmp
EXPOSE 8000
ENTRYPOINT ["caselot"]
CMD ["serve"]
