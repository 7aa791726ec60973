// SPDX-License-Identifier: Apache-2.0
package org.oms.ontology.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.oms.ontology.contract.Operation;
import org.oms.ontology.contract.Parameter;
import org.oms.ontology.contract.StrictJson;
import org.oms.ontology.problem.Problem;
import org.oms.ontology.problem.Problem.Violation;
import org.oms.ontology.problem.ProblemException;

/** Holds a request against the contract: parameters, media type and body. */
@ApplicationScoped
@Named("contractCheck")
@Unremovable
public class ContractCheck {

  private final StrictJson json;

  @Inject
  public ContractCheck(StrictJson json) {
    this.json = json;
  }

  /** The request with its body read. */
  public ApiRequest check(ApiRequest request) {
    List<Violation> wrong = parameters(request);
    if (!wrong.isEmpty()) {
      throw new ProblemException(Problem.requestInvalid(wrong));
    }
    return request.operation().takesBody() ? withBody(request) : request;
  }

  private static List<Violation> parameters(ApiRequest request) {
    Operation operation = request.operation();
    List<Violation> wrong = new ArrayList<>();
    request
        .query()
        .forEach(
            (name, values) -> {
              Parameter known = operation.parameters().get(name);
              if (known == null || !"query".equals(known.in())) {
                wrong.add(new Violation("/" + name, "unknown-parameter", "There is no such one."));
              } else if (values.size() > 1) {
                wrong.add(new Violation("/" + name, "not-unique", "It is given twice."));
              }
            });
    for (Parameter parameter : operation.parameters().values()) {
      String value = value(request, parameter);
      if (value != null) {
        wrong.addAll(parameter.violations(value));
      } else if (parameter.required()) {
        wrong.add(new Violation("/" + parameter.name(), "required", "It is needed."));
      }
    }
    return wrong;
  }

  private static String value(ApiRequest request, Parameter parameter) {
    return switch (parameter.in()) {
      case "path" -> request.pathParameter(parameter.name());
      case "query" -> request.query(parameter.name()).orElse(null);
      default -> request.header(parameter.name().toLowerCase(Locale.ROOT)).orElse(null);
    };
  }

  private ApiRequest withBody(ApiRequest request) {
    String media = request.header("content-type").orElse("");
    String bare = media.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    if (!request.operation().bodies().containsKey(bare) || isOtherCharset(media)) {
      throw new ProblemException(
          Problem.of(
              "media-type-unsupported",
              "The media type is not supported",
              415,
              "Send " + String.join(" or ", request.operation().bodies().keySet()) + " as UTF-8."));
    }
    JsonNode body = json.read(request.content());
    List<Violation> wrong = request.operation().bodies().get(bare).of(body);
    if (!wrong.isEmpty()) {
      throw new ProblemException(Problem.requestInvalid(wrong));
    }
    return request.holding(body);
  }

  private static boolean isOtherCharset(String media) {
    String lower = media.toLowerCase(Locale.ROOT).replace("\"", "");
    return lower.contains("charset=") && !lower.contains("charset=utf-8");
  }
}
