"""The generated Python client asks a running service and reads its answers as typed objects."""
import sys
from datetime import date

import openapi_client as client
from openapi_client.rest import ApiException

url, adviser = sys.argv[1], open(sys.argv[2]).read()
configuration = client.Configuration(host=url, access_token=adviser)
with client.ApiClient(configuration) as calls:
    persons = client.PersonsApi(calls)
    found = persons.look_up_person("follow-up", client.LookUp(client.LookUpOne(cpr=sys.argv[3]))).actual_instance
    status = persons.get_status(found.key, "follow-up", valid_on=date(2026, 11, 29))
    assert status.status in list(client.Status), status
    assert status.explanation.rule.startswith("status."), status.explanation
    assert persons.get_timeline(found.key, "follow-up").spells
    cases = client.FollowUpApi(calls).list_cases().cases
    assert isinstance(client.FiguresApi(calls).count_cohort(municipality="0751").actual_instance, client.Cohort)
    try:
        persons.get_status("00000000-0000-4000-8000-000000000000", "follow-up")
        raise AssertionError("a person nobody has was found")
    except ApiException as refused:
        assert refused.status == 404, refused
print(f"python: status {status.status}, {len(cases)} cases")
