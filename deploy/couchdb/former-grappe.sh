#!/bin/sh
# Réunit trois nœuds préparés par installer-noeud.sh et démarrés, puis les ouvre. À lancer une fois, depuis une machine qui les
# joint tous les trois.
#
#   ADMIN=telegestion NOEUDS="10.0.0.11 10.0.0.12 10.0.0.13" sh former-grappe.sh < secrets
#
# L'entrée standard : le mot de passe de l'administrateur, sur sa première ligne ; la suite n'est pas lue.
# Relancé, il ne défait rien : un nœud déjà réuni le dit. Vérifie à la fin que chacun voit les trois.
set -eu
: "${ADMIN:=telegestion}"
: "${NOEUDS:?les trois adresses, séparées par des espaces}"
: "${PORT:=5984}"
: "${PATIENCE_S:=120}"
: "${PAUSE_S:=10}"
ici=$(cd "$(dirname "$0")" && pwd)
IFS= read -r mot_de_passe || { echo "Le mot de passe est attendu sur l’entrée standard." >&2; exit 1; }
# shellcheck disable=SC2086
set -- $NOEUDS
[ $# -eq 3 ] || { echo "Trois nœuds attendus, $# donnés : avec deux, la perte d’un seul arrête les écritures." >&2; exit 1; }
premier=$1

# Le mot de passe va à curl par des fichiers, jamais par ses arguments, que toute la machine peut lire.
umask 077
dossier=$(mktemp -d) && trap 'rm -rf "$dossier"' EXIT
cle=$(printf '%s' "$mot_de_passe" | sed 's/\\/\\\\/g; s/"/\\"/g')
printf 'user = "%s:%s"\n' "$ADMIN" "$cle" > "$dossier/compte"
demander() { # méthode chemin nœud [corps]
  printf '%s' "${4:-}" > "$dossier/corps"
  curl --silent --fail-with-body --max-time 30 --config "$dossier/compte" -X "$1" "http://$3:$PORT$2" \
    -H 'content-type: application/json' ${4:+--data "@$dossier/corps"}
}
former() { # corps ; « déjà » n'est pas une erreur
  reponse=$(demander POST /_cluster_setup "$premier" "$1") && return 0
  case $reponse in *already* | *exists* | *conflict*) return 0 ;; *) echo "$reponse" >&2; return 1 ;; esac
}
# Le secret et l'identifiant, posés par installer-noeud.sh : comparés, jamais montrés.
reglages() { # nœud
  demander GET /_node/_local/_config/chttpd_auth/secret "$1" && demander GET /_node/_local/_config/couchdb/uuid "$1"
}

for n in "$@"; do
  reponse=$(demander GET /_membership "$n") || { echo "$n ne répond pas, ou refuse ce compte : ${reponse:-rien}" >&2; exit 1; }
  reglages "$n" > "$dossier/reglages-$n" ||
    { echo "$n n’a ni secret ni identifiant : lancer installer-noeud.sh sur lui, avec les mêmes secrets que les autres." >&2; exit 1; }
  cmp -s "$dossier/reglages-$premier" "$dossier/reglages-$n" ||
    { echo "$n n’a pas les secrets de $premier : relancer installer-noeud.sh sur lui, avec les mêmes quatre lignes." >&2; exit 1; }
done
shift
for n in "$@"; do
  former "{\"action\":\"add_node\",\"host\":\"$n\",\"port\":$PORT,\"username\":\"$ADMIN\",\"password\":\"$cle\"}"
done
former '{"action":"finish_cluster"}'

# Connus et attendus : les trois, vus de chacun. Ils se trouvent en quelques secondes.
limite=$(($(date +%s) + PATIENCE_S))
for n in "$premier" "$@"; do
  while vus=$(demander GET /_membership "$n" | grep -o 'couchdb@[^"]*' | sort | uniq -c | grep -c '^ *2 ') || true; [ "$vus" -ne 3 ]; do
    [ "$(date +%s)" -lt "$limite" ] || { echo "$n voit $vus nœuds au lieu de 3 : ports 4369 et 9100 à 9105 entre nœuds, et même cookie ?" >&2; exit 1; }
    sleep 1
  done
done
echo "Grappe formée : trois nœuds, chacun voit les trois. Reste à les ouvrir."
for n in "$premier" "$@"; do
  printf '%s\n' "$mot_de_passe" | ADMIN=$ADMIN NOEUD=$n PORT=$PORT PAUSE_S=$PAUSE_S sh "$ici/rouvrir-noeud.sh"
done
