// Both services on one page. Authorize takes a token as ./token prints it.
const services = ["command-service", "query-service"];

SwaggerUIBundle({
  dom_id: "#api",
  urls: services.map(name => ({ name, url: `/api-docs/${name}.openapi.yaml` })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  deepLinking: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
