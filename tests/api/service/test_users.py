"""Users, and with them what versions and segregated organisations promise."""

from concurrent.futures import ThreadPoolExecutor

from tests.service import OTHER, Served, problem_of

RACERS = 100


def added(service: Served, name: str = "Ada", *roles: str) -> str:
    answer = service.as_("admin").post("/v1/users", json={"name": name, "roles": roles or ["buyer"]})
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"1"'
    return str(answer.headers["location"])


def test_a_change_needs_the_version_that_was_read(service: Served) -> None:
    admin, path = service.as_("admin"), added(service)
    body = {"roles": ["planner", "buyer"]}
    problem_of(admin.patch(path, json=body), 428, "version-missing")
    for wrong in ("1", "*", 'W/"1"', '"1", "2"', '"-1"', '""', '"' + "9" * 30 + '"'):
        problem_of(admin.patch(path, json=body, headers={"If-Match": wrong}), 400, "version-malformed")
    changed = admin.patch(path, json=body, version=1)
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert changed.json()["roles"] == ["buyer", "planner"]
    assert admin.get(path).headers["etag"] == '"2"'
    assert problem_of(admin.patch(path, json=body, version=1), 412, "version-stale")["current_version"] == 2
    problem_of(admin.patch(path, json=body, version=3), 412, "version-stale")


def test_of_racing_changes_one_wins(service: Served) -> None:
    admin, path = service.as_("admin"), added(service)
    # Every racer has read version 1; all send at once.
    with ThreadPoolExecutor(RACERS) as pool:
        answers = list(
            pool.map(lambda role: admin.patch(path, json={"roles": [role]}, version=1), ["planner"] * RACERS)
        )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (RACERS - 1)
    assert admin.get(path).json()["version"] == 2
    changes = admin.get("/v1/audit", params={"kind": "user", "action": "change"}).json()["items"]
    assert len(changes) == 1  # those who lost left no trace


def test_a_disabled_user_is_refused_and_can_come_back(service: Served) -> None:
    admin, buyer = service.as_("admin"), service.as_("buyer")
    path = f"/v1/users/{buyer.get('/v1/me').json()['user_id']}"
    assert admin.patch(path, json={"disabled": True}, version=1).json()["disabled_at"]
    problem_of(buyer.get("/v1/me"), 401, "unauthenticated")
    assert admin.patch(path, json={"disabled": False}, version=2).json()["disabled_at"] is None
    assert buyer.get("/v1/me").status_code == 200


def test_a_role_that_is_taken_away_is_gone_from_every_key(service: Served) -> None:
    admin, buyer = service.as_("admin"), service.as_("buyer")
    path = f"/v1/users/{buyer.get('/v1/me').json()['user_id']}"
    assert admin.patch(path, json={"roles": ["viewer"]}, version=1).status_code == 200
    assert buyer.get("/v1/me").status_code == 403  # the key has the role of a buyer only, and the user has it no more


def test_nobody_locks_the_last_door_behind_themselves(service: Served) -> None:
    admin = service.as_("admin")
    path = f"/v1/users/{admin.get('/v1/me').json()['user_id']}"
    problem_of(admin.patch(path, json={"roles": ["viewer"]}, version=1), 409, "conflict")
    problem_of(admin.patch(path, json={"disabled": True}, version=1), 409, "conflict")
    assert admin.patch(path, json={"roles": ["admin"]}, version=1).status_code == 200


def test_nobody_gives_themselves_a_role(service: Served) -> None:
    admin = service.as_("admin")
    own = f"/v1/users/{admin.get('/v1/me').json()['user_id']}"
    problem_of(admin.patch(own, json={"roles": ["admin", "approver"]}, version=1), 409, "conflict")
    other = service.as_("admin", name="a second admin")
    assert other.patch(own, json={"roles": ["admin", "approver"]}, version=1).status_code == 200
    assert admin.patch(own, json={"roles": ["admin"]}, version=2).status_code == 200  # giving it up is no gift


def test_users_of_one_person_are_said_to_be_so_by_somebody_else(service: Served) -> None:
    admin = service.as_("admin")
    me = admin.get("/v1/me").json()["user_id"]
    problem_of(admin.patch(f"/v1/users/{me}", json={"same_person_as": me}, version=1), 409, "conflict")
    second = {"name": "my other self", "roles": ["approver"], "same_person_as": me}
    problem_of(admin.post("/v1/users", json=second), 409, "conflict")
    other = service.as_("admin", name="a second admin")
    made = other.post("/v1/users", json=second)
    assert made.status_code == 201, made.text
    person = made.json()["person_id"]
    assert person == admin.get(f"/v1/users/{me}").json()["person_id"]
    # roles of the other self are roles of one's own
    path = made.headers["location"]
    problem_of(admin.patch(path, json={"roles": ["approver", "buyer"]}, version=1), 409, "conflict")
    # a third is the same person as the second, so as the first; then it is not, after all
    third = added(service, "Ada")
    assert other.patch(third, json={"same_person_as": made.json()["id"]}, version=1).json()["person_id"] == person
    alone = other.patch(third, json={"same_person_as": third.rsplit("/", maxsplit=1)[1]}, version=2)
    assert alone.json()["person_id"] is None


def test_two_users_of_one_name_are_refused_but_not_in_two_organisations(service: Served) -> None:
    added(service, "Ada")
    problem_of(service.as_("admin").post("/v1/users", json={"name": "Ada", "roles": ["buyer"]}), 409, "conflict")
    assert service.as_("admin", OTHER).post("/v1/users", json={"name": "Ada", "roles": ["buyer"]}).status_code == 201


def test_an_organisation_sees_itself_alone(service: Served) -> None:
    added(service, "Ada")
    admin = service.as_("admin", OTHER)
    assert [user["name"] for user in admin.get("/v1/users").json()["items"]] == ["the admin"]
    assert [user["name"] for user in admin.get("/v1/users", params={"name": "Ada"}).json()["items"]] == []
    assert {entry["user_name"] for entry in admin.get("/v1/audit").json()["items"]} == {"console"}
    assert len(admin.get("/v1/keys").json()["items"]) == 1


def test_a_field_that_nobody_knows_is_refused(service: Served) -> None:
    # Mass assignment: the body must not reach columns that are none of the caller's business.
    body = {"name": "Eve", "roles": ["viewer"], "organisation_id": OTHER, "version": 7}
    problem = problem_of(service.as_("admin").post("/v1/users", json=body), 422, "invalid")
    assert [(fault["column"], fault["expected"]) for fault in problem["faults"]] == [
        ("organisation_id", "no such field"),
        ("version", "no such field"),
    ]
