#!/bin/sh
# Avant chaque démarrage de CouchDB (unité systemd : ExecStartPre) : le nœud revient fermé. Il se remet à jour, mais ses copies
# ne répondent à personne, et /_up dit 404, jusqu'à ce que rouvrir-noeud.sh l'ouvre.
#
#   sh fermer-noeud.sh /opt/couchdb
set -eu
fichier=${1:?dossier de CouchDB, par exemple /opt/couchdb}/etc/local.d/90-noeud.ini
# Absent, rien n'est sûr : CouchDB ne doit pas démarrer.
[ -w "$fichier" ] || { echo "$fichier manque, ou ce compte ne peut pas l’écrire : lancer installer-noeud.sh." >&2; exit 1; }
sed -i -e '/^maintenance_mode *=/d' -e 's/^\[couchdb\]$/&\nmaintenance_mode = true/' "$fichier"
grep -q '^maintenance_mode = true$' "$fichier" || printf '\n[couchdb]\nmaintenance_mode = true\n' >> "$fichier"
