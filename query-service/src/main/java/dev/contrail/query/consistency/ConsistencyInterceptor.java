package dev.contrail.query.consistency;

import dev.contrail.events.ConsistencyToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Waits before a controller is asked, so before a connection is taken. */
final class ConsistencyInterceptor implements HandlerInterceptor {

  private final ReadYourWrites readYourWrites;

  ConsistencyInterceptor(ReadYourWrites readYourWrites) {
    this.readYourWrites = readYourWrites;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    var token = request.getHeader(ConsistencyToken.HEADER);
    if (token != null && handler instanceof HandlerMethod method) {
      var wait = readYourWrites.waitOf(Collections.list(request.getHeaders("Prefer")));
      readYourWrites.await(token, wait, projectionsOf(method));
    }
    return true;
  }

  private static Set<String> projectionsOf(HandlerMethod method) {
    var reads = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Reads.class);
    if (reads == null) {
      throw new IllegalStateException(method.getBeanType() + " does not say what it @Reads");
    }
    return Set.of(reads.value());
  }
}
