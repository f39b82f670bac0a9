package dev.contrail.command.http;

import dev.contrail.web.BodyFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Lets a controller take a {@link CommandContext} as an argument. */
final class CommandContextResolver implements HandlerMethodArgumentResolver {

  private final CommandContexts contexts;

  CommandContextResolver(CommandContexts contexts) {
    this.contexts = contexts;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == CommandContext.class;
  }

  @Override
  public CommandContext resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders) {
    var request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    return contexts.of(request, BodyFilter.bodyOf(request));
  }
}
