"""``parchemin conformite``: 0 for a branch that holds, 1 for one that does not, 2 for one that is not there."""

import json


def test_une_branche_conforme_finit_par_0_et_rappelle_ses_alertes(lancer):
    resultat = lancer("conformite", "courtage", "--json")
    document = json.loads(resultat.stdout)
    assert (resultat.returncode, document["branche"], document["conforme"]) == (0, "courtage", True)
    assert {ecart["gravite"] for ecart in document["ecarts"]} == {"alerte"}
    assert "capacites" not in {ecart["controle"] for ecart in document["ecarts"]}


def test_une_declaration_fausse_finit_par_1(lancer):
    resultat = lancer("conformite", "ucanss", "--sans", "vae")
    assert resultat.returncode == 1
    assert "✗ capacites : ucanss : « vae » est dite absente, et ne l'est pas" in resultat.stdout
    assert resultat.stdout.endswith("ucanss : non conforme (1)\n")


def test_une_branche_desactivee_n_est_pas_conforme(lancer):
    resultat = lancer("conformite", "courtage", "--sans-branche", "courtage", "--json")
    (ecart,) = json.loads(resultat.stdout)["ecarts"]
    assert (resultat.returncode, ecart["message"]) == (1, "la branche « courtage » est désactivée")


def test_une_branche_inconnue_finit_par_2(lancer):
    resultat = lancer("conformite", "courtages")
    assert resultat.returncode == 2
    assert "branche inconnue « courtages » ; peut-être « courtage »" in resultat.stderr
