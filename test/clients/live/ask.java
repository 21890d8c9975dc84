import java.nio.file.Files;
import java.nio.file.Path;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.PersonsApi;
import org.openapitools.client.model.LookUp;
import org.openapitools.client.model.LookUpOne;

/** The generated Java client asks a running service and reads its answers as typed objects. */
class Ask {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.setBasePath(arguments[0]);
    client.addDefaultHeader("Authorization", "Bearer " + Files.readString(Path.of(arguments[1])));
    PersonsApi persons = new PersonsApi(client);
    var key = persons.lookUpPerson("follow-up", new LookUp(new LookUpOne().cpr(arguments[2]))).getPersonKey().getKey();
    var status = persons.getStatus(key, "follow-up", null, null);
    if (!status.getExplanation().getRule().startsWith("status.")) throw new IllegalStateException(status.toString());
    try {
      persons.getStatus(java.util.UUID.fromString("00000000-0000-4000-8000-000000000000"), "follow-up", null, null);
      throw new IllegalStateException("a person nobody has was found");
    } catch (ApiException refused) {
      if (refused.getCode() != 404) throw refused;
    }
    System.out.println("java: status " + status.getStatus());
  }
}
