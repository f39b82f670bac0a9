package __domain__.query.__flat__;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** __Article__ __words__ as it is shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record __Name__(
    UUID __name__Id,
    String label,
    __Name__Status status,
    @Nullable String redeemedBy,
    long version,
    long position,
    @JsonIgnore int generation) {}
