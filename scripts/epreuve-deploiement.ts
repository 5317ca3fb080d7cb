import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ouvrirDeploiement } from './deploiement/essai';
import { assurerPaquet } from './outils/paquets';

// The files of deploy/ held against the programs that read them, then upgrades and rollbacks, again and again, good versions
// and broken ones, under twenty callers who never stop.

const { values } = parseArgs({ options: { tours: { type: 'string', default: '5' } } });
const deploy = join(dirname(fileURLToPath(import.meta.url)), '../deploy');
const fautes: string[] = [];
const tenir = (bon: boolean, quoi: string): void => {
  console.log(`${bon ? '✓' : '✗'} ${quoi}`);
  if (!bon) fautes.push(quoi);
};

const promtool = assurerPaquet('promtool');
for (const args of [
  ['check', 'rules', 'alertes.yml'],
  ['test', 'rules', 'alertes.essai.yml'],
  ['check', 'config', '--syntax-only', 'prometheus.yml'],
]) {
  const r = spawnSync(promtool, args, { cwd: join(deploy, 'prometheus'), encoding: 'utf8' });
  tenir(r.status === 0, `promtool ${args.join(' ')}${r.status === 0 ? '' : `\n${r.stdout}${r.stderr}`}`);
}

const alertmanager = spawnSync(assurerPaquet('amtool'), ['check-config', join(deploy, 'prometheus/alertmanager.yml')]);
tenir(alertmanager.status === 0, 'amtool check-config alertmanager.yml');

const analyser = assurerPaquet('systemdAnalyze');
const unites = mkdtempSync(join(tmpdir(), 'tg-unites-'));
for (const [nom, fichier] of [
  ['telegestion.service', 'telegestion.service'],
  ['telegestion-svi@4000.service', 'telegestion-svi@.service'],
] as const) {
  const unite = join(unites, nom);
  writeFileSync(unite, readFileSync(join(deploy, 'systemd', fichier)));
  const r = spawnSync(analyser, ['security', '--offline=true', '--threshold=20', unite], { encoding: 'utf8' });
  tenir(r.status === 0, `${nom} : ${r.stdout.trim().split('\n').at(-1) ?? r.stderr}`);
}
rmSync(unites, { recursive: true });

for (const script of [
  'mise-a-jour.sh',
  'verifier-droits.sh',
  'poser-certificat.sh',
  'telegestion.sh',
  'couchdb/installer-noeud.sh',
  'couchdb/former-grappe.sh',
  'couchdb/fermer-noeud.sh',
  'couchdb/rouvrir-noeud.sh',
])
  tenir(spawnSync('sh', ['-n', join(deploy, script)]).status === 0, `sh -n ${script}`);

// The certificate of this run is nobody's.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
const d = await ouvrirDeploiement({ appelants: 20, graine: 7 });
try {
  tenir(d.mandataire.verifier().bon, 'nginx -t');
  for (let tour = 1; tour <= Number(values.tours); tour += 1)
    for (const [version, code] of [
      ['deux', 0],
      ['svi-casse', 1],
      ['serveur-casse', 1],
      ['--retour', 0],
    ] as const) {
      const r = await d.mettreAJour(version);
      tenir(r.code === code, `tour ${tour}, ${version} : sortie ${r.code}, ${d.courante()}, ${d.appels()} appels`);
    }
  const b = await d.finir();
  for (const f of b.fautes.slice(0, 20)) console.log(`FAUTE : ${f}`);
  tenir(b.fautes.length === 0, `${b.appels} appels, ${b.pointages} pointages : rien de perdu, rien de doublé`);
  console.log(`requêtes que l’opérateur a refaites (machine occupée, ou silence de plus de 4 s) : ${b.nouveauxEssais}`);
} finally {
  await d.fermer();
}
console.log(fautes.length === 0 ? 'TENU.' : `${fautes.length} fautes.`);
process.exit(fautes.length === 0 ? 0 : 1);
