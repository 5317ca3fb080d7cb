#!/bin/sh
# Prépare UN nœud, CouchDB 3 étant installé dans /opt/couchdb (dépôt de l'éditeur : Debian 13 n'a pas de paquet couchdb).
#
#   NOEUD=10.0.0.11 ADMIN=telegestion sh installer-noeud.sh /opt/couchdb < secrets
#
# L'entrée standard porte deux lignes, qui ne passent ainsi ni par la liste des processus ni par l'historique :
#   1. le mot de passe de l'administrateur (le même sur les trois nœuds) ;
#   2. le cookie Erlang (le même sur les trois nœuds ; openssl rand -hex 32).
set -eu
: "${NOEUD:?adresse privée de ce nœud, par exemple NOEUD=10.0.0.11}"
: "${ADMIN:=telegestion}"
racine=${1:?dossier de CouchDB, par exemple /opt/couchdb}
ici=$(cd "$(dirname "$0")" && pwd)
IFS= read -r mot_de_passe && IFS= read -r cookie || { echo "Deux lignes attendues sur l’entrée standard." >&2; exit 1; }
[ ${#mot_de_passe} -ge 16 ] || { echo "Le mot de passe doit avoir 16 caractères au moins." >&2; exit 1; }
[ ${#cookie} -ge 32 ] || { echo "Le cookie doit avoir 32 caractères au moins." >&2; exit 1; }

umask 077
mkdir -p "$racine/etc/local.d"
sed "s/^bind_address = .*/bind_address = $NOEUD/" "$ici/local.ini" > "$racine/etc/local.d/20-telegestion.ini"
# CouchDB remplace ce mot de passe par son empreinte au premier démarrage.
printf '[admins]\n%s = %s\n' "$ADMIN" "$mot_de_passe" > "$racine/etc/local.d/10-admin.ini"
args="$racine/etc/vm.args"
touch "$args"
grep -v -e '^-name ' -e '^-setcookie ' -e 'inet_dist_listen' "$args" > "$args.neuf" || true
{
  printf -- '-name couchdb@%s\n' "$NOEUD"
  printf -- '-setcookie %s\n' "$cookie"
  # Le pare-feu n'ouvre que 4369, 5984 et ces ports, entre les trois nœuds seulement.
  printf -- '-kernel inet_dist_listen_min 9100\n-kernel inet_dist_listen_max 9105\n'
} >> "$args.neuf"
mv "$args.neuf" "$args"
# CouchDB y lit ses secrets, et y remplace le mot de passe par son empreinte.
if id couchdb > /dev/null 2>&1; then chown -R couchdb: "$racine/etc/local.d" "$args"; fi
echo "Nœud $NOEUD prêt : redémarrer CouchDB, puis lancer former-grappe.sh sur un seul nœud quand les trois répondent."
