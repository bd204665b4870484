import java.time.LocalDateTime;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.CompositeResult;
import org.flywaydb.core.api.output.HtmlResult;
import org.flywaydb.core.api.output.OperationResult;
import org.flywaydb.core.internal.reports.ReportDetails;
import org.flywaydb.core.internal.reports.ReportGenerationOutput;
import org.flywaydb.core.internal.reports.ResultReportGenerator;

/**
 * What Flyway's command line asks how it is to end. Its own module for reports, which its distribution holds and registries do not, hands on the error of a
 * migration; without one the program would end with 0.
 */
public class Reports implements ResultReportGenerator {
  @Override
  public ReportGenerationOutput generateReport(OperationResult result, Configuration configuration, LocalDateTime at) {
    return new ReportGenerationOutput(new ReportDetails(), errorOf(result));
  }

  private static Exception errorOf(OperationResult result) {
    if (result instanceof HtmlResult one) return one.exceptionObject;
    if (result instanceof CompositeResult<?> several) {
      for (OperationResult one : several.individualResults) {
        Exception error = errorOf(one);
        if (error != null) return error;
      }
    }
    return null;
  }
}
