#!/bin/sh
# Réunit trois nœuds déjà démarrés. À lancer une fois, depuis une machine qui les joint tous les trois.
#
#   ADMIN=telegestion NOEUDS="10.0.0.11 10.0.0.12 10.0.0.13" sh former-grappe.sh < mot-de-passe
#
# Relancé, il ne défait rien : un nœud déjà réuni le dit. Vérifie à la fin que chacun voit les trois.
set -eu
: "${ADMIN:=telegestion}"
: "${NOEUDS:?les trois adresses, séparées par des espaces}"
: "${PORT:=5984}"
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
  case $reponse in *already*|*exists*|*conflict*) return 0 ;; *) echo "$reponse" >&2; return 1 ;; esac
}

for n in "$@"; do demander GET /_up "$n" > /dev/null || { echo "$n ne répond pas." >&2; exit 1; }; done
commun="\"port\":$PORT,\"username\":\"$ADMIN\",\"password\":\"$cle\""
former "{\"action\":\"enable_cluster\",\"bind_address\":\"$premier\",$commun,\"node_count\":\"3\"}"
shift
for n in "$@"; do
  former "{\"action\":\"enable_cluster\",\"bind_address\":\"$n\",$commun,\"node_count\":\"3\",\"remote_node\":\"$n\",\"remote_current_user\":\"$ADMIN\",\"remote_current_password\":\"$cle\"}"
  former "{\"action\":\"add_node\",\"host\":\"$n\",$commun}"
done
former '{"action":"finish_cluster"}'

for n in "$premier" "$@"; do
  vus=$(demander GET /_membership "$n" | grep -o 'couchdb@[^"]*' | sort -u | wc -l)
  [ "$vus" -eq 3 ] || { echo "$n voit $vus nœuds au lieu de 3." >&2; exit 1; }
done
echo "Grappe formée : trois nœuds, chacun voit les trois."
