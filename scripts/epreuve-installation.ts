import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lireBloc } from './installation/bloc';
import { type Debian, ouvrirDebian } from './installation/debian';

// « Installer » of the deployment's page, pasted line by line into a new Debian, down to the first account; then what a stranger would do
// next, and what the service must refuse. `--transcription <file>`: all that was typed and answered. `--image <folder>`: the Debian is kept
// there, and one in which the first half was typed begins at the second.

const NOEUDS = ['10.0.0.11', '10.0.0.12', '10.0.0.13'];
const { values } = parseArgs({ options: { transcription: { type: 'string' }, image: { type: 'string' } } });
const transcription = values.transcription ?? join(tmpdir(), 'telegestion-installation.txt');
writeFileSync(transcription, '');
const suivre = (texte: string): void => appendFileSync(transcription, texte);

const fautes: string[] = [];
const tenir = (bon: boolean, quoi: string, sinon = ''): void => {
  console.log(`${bon ? '✓' : '✗'} ${quoi}`);
  suivre(`\n### ${bon ? '✓' : '✗'} ${quoi}\n`);
  if (bon) return;
  fautes.push(quoi);
  if (sinon !== '') console.log(sinon.trim().split('\n').slice(-25).join('\n'));
};

/** What a stranger does once the block is done, and what it must find. */
const SUITE = `
set +e
. /root/variables
curl --silent --show-error --cacert /etc/telegestion/tls/extranet.pem -o /dev/null -w 'page %{http_code}\\n' "https://$EXTRANET/"
curl --silent -o /dev/null -w 'clair %{http_code} %{redirect_url}\\n' "http://$EXTRANET/"
curl --silent --cacert /etc/telegestion/tls/svi.pem -o /dev/null -w 'appel %{http_code}\\n' -X POST "https://$SVI/plivo/appel"
printf '{"identifiant":"admin","motDePasse":"%s"}' "$(cat /root/mot-de-passe)" > /root/entree
curl --silent --cacert /etc/telegestion/tls/extranet.pem -o /dev/null -w 'entree %{http_code}\\n' -H 'content-type: application/json' -H "origin: https://$EXTRANET" --data @/root/entree "https://$EXTRANET/api/session"
for p in /proc/[0-9]*; do [ ! -e $p/exe ] || printf 'tourne %s %s\\n' "$(stat -c %U $p)" "$(tr '\\0' ' ' < $p/cmdline)"; done | grep -E 'telegestion servir|telephony/main' | grep -v grep
ls /srv/telegestion/sauvegardes
telegestion lire usagers
`;

/** Each is refused at once, in French, with its remedy: setting given by hand, what is said. */
const REFUS: readonly (readonly [env: string, dit: RegExp])[] = [
  ['', /Un service tourne déjà sur « \/var\/lib\/telegestion\/serveur »/],
  ['SAUVEGARDE_CLE=', /SAUVEGARDE_CLE : nécessaire avec SAUVEGARDE_DIR/],
  ['PUBLIC_ORIGIN=', /PUBLIC_ORIGIN : nécessaire avec MODE=production/],
  ['PUBLIC_ORIGIN=http://telegestion.exemple.fr', /PUBLIC_ORIGIN : doit commencer par https/],
  ['DATA_DIR=/usr/share/telegestion', /DATA_DIR : rien ne s’écrit dans « \/usr\/share\/telegestion »/],
  ['DATA_DIR=/etc/hosts', /DATA_DIR : « \/etc\/hosts » est un fichier/],
];

const jouer = async (d: Debian): Promise<void> => {
  const magasin = mkdtempSync(join(tmpdir(), 'tg-magasin-installation-'));
  const { avant, apres } = lireBloc();
  const cote = d.accompagner(['scripts/installation/magasin.ts', magasin, 'MOT_DE_PASSE', ...NOEUDS]);
  try {
    await once(cote.stdout ?? cote, 'data');
    const garder = 'declare -p EXTRANET SVI VERSION COUCHDB_MOT_DE_PASSE > /root/variables\n';
    if (!existsSync(join(d.racine, 'root/variables'))) {
      const pose = await d.jouer(`${avant}\n${garder}`, 'dehors');
      tenir(pose.code === 0, '« Installer », de la première ligne à nginx', pose.dit);
      if (pose.code !== 0) return;
      tenir(!pose.dit.includes('EBADENGINE'), 'npm ci : aucune bibliothèque ne se plaint de Node 24');
    }
    const lance = await d.jouer(`. /root/variables\n${apres}`, 'dedans');
    tenir(lance.code === 0, '« Installer », de nginx au premier compte', lance.dit);
    if (lance.code !== 0) return;
    tenir(
      /"sain":true/.test(lance.dit) && lance.dit.includes('droits : bons'),
      '/sante : sain ; droits : bons',
      lance.dit,
    );
    const mot = /montré une seule fois : (\S+)/.exec(lance.dit)?.[1] ?? '';
    writeFileSync(join(d.racine, 'root/mot-de-passe'), mot);
    const { dit } = await d.jouer(SUITE, 'dedans');
    for (const [quoi, attendu] of [
      ['l’extranet répond en https, et le clair y mène', /page 200[\s\S]*clair 301 https:/],
      ['un appel sans signature est refusé', /appel 403/],
      ['le premier compte ouvre l’extranet', /entree 200/],
      ['le service et les deux SVI tournent sous le compte du service', /(tourne telegestion \S*node .*[\s\S]*){3}/],
    ] as const)
      tenir(attendu.test(dit), quoi, dit);
    for (const [env, attendu] of REFUS) {
      const r = await d.jouer(`${env} telegestion servir`, 'dedans');
      tenir(r.code === 1 && attendu.test(r.dit), `servir, refusé : ${env || 'une seconde fois'}`, r.dit);
    }
  } finally {
    cote.kill();
    await d.jouer('systemctl stop telegestion telegestion-svi@4000 telegestion-svi@4001', 'dedans');
    rmSync(magasin, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
};

let debian: Debian | undefined;
try {
  debian = await ouvrirDebian(NOEUDS, suivre, values.image);
} catch (e) {
  lireBloc();
  tenir(
    false,
    `une Debian neuve ne s’obtient pas ici (${e instanceof Error ? e.message : e}) : rien du bloc n’a été joué`,
  );
}
if (debian) {
  tenir(
    true,
    values.image === undefined ? 'une Debian 13 neuve (debootstrap, minbase)' : `la Debian de ${values.image}`,
  );
  try {
    await jouer(debian);
  } finally {
    await debian.fermer();
  }
}
console.log(
  `Pas essayé : systemd (unités lancées sans lui, ni durcies), CouchDB (le magasin embarqué à sa place), Plivo, certificats publics.`,
);
console.log(`Transcription : ${transcription}`);
console.log(fautes.length === 0 ? 'TENU.' : `${fautes.length} fautes.`);
process.exitCode = fautes.length === 0 ? 0 : 1;
