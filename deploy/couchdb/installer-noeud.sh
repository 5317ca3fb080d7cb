#!/bin/sh
# Prépare UN nœud, CouchDB 3 étant installé dans /opt/couchdb (dépôt de l'éditeur : Debian 13 n'a pas de paquet couchdb).
#
#   NOEUD=10.0.0.11 ADMIN=telegestion sh installer-noeud.sh /opt/couchdb < secrets
#
# L'entrée standard porte quatre lignes, LES MÊMES sur les trois nœuds, qui ne passent ainsi ni par la liste des processus ni
# par l'historique :
#   1. le mot de passe de l'administrateur ;
#   2. le cookie Erlang (openssl rand -hex 32) ;
#   3. le secret des sessions (openssl rand -hex 32) : sans lui, la grappe ne se forme pas ;
#   4. l'identifiant de la grappe (openssl rand -hex 16).
set -eu
: "${NOEUD:?adresse privée de ce nœud, par exemple NOEUD=10.0.0.11}"
: "${ADMIN:=telegestion}"
: "${UNITES:=/etc/systemd/system}"
racine=${1:?dossier de CouchDB, par exemple /opt/couchdb}
ici=$(cd "$(dirname "$0")" && pwd)
refuser() { echo "$1" >&2; exit 1; }
{ IFS= read -r mot_de_passe && IFS= read -r cookie && IFS= read -r secret && IFS= read -r uuid; } ||
  refuser "Quatre lignes attendues sur l’entrée standard : mot de passe, cookie, secret des sessions, identifiant de la grappe."
[ ${#mot_de_passe} -ge 16 ] || refuser "Le mot de passe doit avoir 16 caractères au moins."
# Il va dans une adresse (COUCHDB_URL) et dans un réglage : « & », « # », « @ » ou « / » y couperaient.
case $mot_de_passe in -* | *[!0-9A-Za-z._~-]*) refuser "Le mot de passe n’a que des lettres et des chiffres (openssl rand -hex 24) : il va dans une adresse. Changé après coup : docs/runbooks/rotation-des-cles.md, CouchDB." ;; esac
[ ${#cookie} -ge 32 ] || refuser "Le cookie doit avoir 32 caractères au moins."
[ ${#secret} -ge 32 ] || refuser "Le secret des sessions doit avoir 32 caractères au moins."
case $cookie$secret in *[!0-9A-Za-z]*) refuser "Le cookie et le secret des sessions n’ont que des chiffres et des lettres : openssl rand -hex 32." ;; esac
[ ${#uuid} -eq 32 ] || refuser "L’identifiant de la grappe a 32 chiffres hexadécimaux : openssl rand -hex 16."
case $uuid in *[!0-9a-f]*) refuser "L’identifiant de la grappe a 32 chiffres hexadécimaux : openssl rand -hex 16." ;; esac
printf '%s\n' "$NOEUD" | grep -qE '^[0-9]+(\.[0-9]+){3}$' || refuser "NOEUD est une adresse IPv4, par exemple 10.0.0.11 : « $NOEUD » n’en est pas une."
# Un compte que l'installation du paquet a écrit : CouchDB mettrait son empreinte dans le dernier fichier, et laisserait là le clair.
clairs=$(cd "$racine/etc" && for f in local.ini local.d/*.ini; do
  case $f in local.d/10-admin.ini | local.d/20-telegestion.ini | local.d/90-noeud.ini) continue ;; esac
  [ ! -f "$f" ] || awk '/^[ \t]*\[/ { s = $1 } s == "[admins]" && /^[^;[]*=/ { sub(/^[^=]*=[ \t]*/, ""); if ($0 != "" && $0 !~ /^-(pbkdf2|hashed)/) { print FILENAME; exit } }' "$f"
done | tr '\n' ' ')
[ -z "$clairs" ] || refuser "Un mot de passe d’administrateur est en clair dans $racine/etc : ${clairs}— CouchDB ne l’y remplacerait pas. En retirer la section [admins], puis relancer."

umask 077
mkdir -p "$racine/etc/local.d"
sed "s/^bind_address = .*/bind_address = $NOEUD/" "$ici/local.ini" > "$racine/etc/local.d/20-telegestion.ini"
# CouchDB garde ce qu'il change en marche dans le dernier fichier qu'il lit, et n'efface rien des autres : c'est là que doit être
# le mot de passe, pour que son empreinte le remplace au premier démarrage. Avant, il restait en clair dans 10-admin.ini.
rm -f "$racine/etc/local.d/10-admin.ini"
fichier="$racine/etc/local.d/90-noeud.ini"
{
  printf '; Posé par installer-noeud.sh, puis tenu par CouchDB. Le dernier du dossier : rien après lui.\n'
  printf '[couchdb]\nuuid = %s\nmaintenance_mode = true\n\n' "$uuid"
  printf '[chttpd_auth]\nsecret = %s\n\n' "$secret"
  printf '[admins]\n%s = %s\n' "$ADMIN" "$mot_de_passe"
} > "$fichier"
suivants=$(cd "$racine/etc/local.d" && find . -name '*.ini' | sed 's,^\./,,' | LC_ALL=C sort | sed '1,/^90-noeud\.ini$/d')
[ -z "$suivants" ] || refuser "Lu après 90-noeud.ini, où CouchDB doit tout garder : $suivants. Lui donner un nom qui le précède."
args="$racine/etc/vm.args"
touch "$args"
grep -v -e '^-name ' -e '^-setcookie ' -e 'inet_dist_listen' -e 'inet_dist_use_interface' "$args" > "$args.neuf" || true
{
  printf -- '-name couchdb@%s\n' "$NOEUD"
  printf -- '-setcookie %s\n' "$cookie"
  # Les nœuds se parlent par le réseau privé, et par lui seul : l'éditeur livre 127.0.0.1, où aucun autre ne peut joindre celui-ci.
  printf -- '-kernel inet_dist_use_interface {%s}\n' "$(printf '%s' "$NOEUD" | tr . ,)"
  # Le pare-feu n'ouvre que 4369, 5984 et ces ports, entre les trois nœuds seulement.
  printf -- '-kernel inet_dist_listen_min 9100\n-kernel inet_dist_listen_max 9105\n'
} >> "$args.neuf"
mv "$args.neuf" "$args"
# Un nœud revient toujours fermé : ce qui lui manque n'est lu par personne tant qu'il ne l'a pas reçu.
install -m 0755 "$ici/fermer-noeud.sh" "$racine/etc/fermer-noeud.sh"
if [ -d "$UNITES" ]; then
  mkdir -p "$UNITES/couchdb.service.d"
  printf '[Service]\nExecStartPre=/bin/sh %s/etc/fermer-noeud.sh %s\n' "$racine" "$racine" > "$UNITES/couchdb.service.d/ferme.conf"
  chmod 0755 "$UNITES/couchdb.service.d" && chmod 0644 "$UNITES/couchdb.service.d/ferme.conf"
  [ "$UNITES" != /etc/systemd/system ] || systemctl daemon-reload || true
fi
# CouchDB y lit ses secrets, et y remplace le mot de passe par son empreinte.
if id couchdb > /dev/null 2>&1; then chown -R couchdb: "$racine/etc/local.d" "$args"; fi
echo "Nœud $NOEUD prêt, et fermé : redémarrer CouchDB, puis lancer former-grappe.sh quand les trois répondent (un nœud remplacé : rouvrir-noeud.sh)."
