import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mener, type Rapport } from '../telephony/testing/epreuve/campagne';

// `npm run epreuve:svi`: the worker is killed and CouchDB stopped, again and again, under callers who never stop; then
// what they heard is held against what is stored. `--graine` gives the same draws again.

const { values } = parseArgs({
  options: {
    morts: { type: 'string', default: '200' },
    arrets: { type: 'string', default: '100' },
    appelants: { type: 'string', default: '20' },
    graine: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
  },
});
const nombre = (cle: keyof typeof values, min: number): number => {
  const n = Number(values[cle]);
  if (Number.isInteger(n) && n >= min) return n;
  console.error(`--${cle} : un nombre entier, ${min} au moins`);
  process.exit(1);
};
const options = {
  morts: nombre('morts', 0),
  arrets: nombre('arrets', 0),
  appelants: nombre('appelants', 1),
  graine: nombre('graine', 0),
};

const fr = (n: number): string => n.toLocaleString('fr-FR');
const chiffres = (r: Rapport): string[] => [
  `morts du SVI (SIGKILL) : ${r.morts}, dont ${r.mortsAuDemarrage} pendant son démarrage`,
  `arrêts de CouchDB : ${r.arretsBrutaux + r.arretsDoux} (${r.arretsBrutaux} SIGKILL, ${r.arretsDoux} SIGTERM)`,
  `appels : ${fr(r.appels)} ; requêtes envoyées de nouveau : ${fr(r.nouveauxEssais)}`,
  `appels dont une confirmation a été dite : ${fr(r.appelsConfirmes)}`,
  `pointages dits : ${fr(r.pointagesEntendus)} ; pointages dans CouchDB : ${fr(r.pointages)}`,
  `  dont remplaçants (touche 9) : ${fr(r.remplaces)}`,
  `  tapés sans que la réponse soit arrivée (rangés ou non) : ${fr(r.sansReponse)}`,
  `appels échoués gardés : ${fr(r.appelsEchoues)}`,
  `journal : au plus ${fr(r.attenteMax)} entrées en attente de CouchDB, toutes transmises à la fin`,
  `alertes : ${Object.entries(r.alertes)
    .map(([a, n]) => `${a} ${n}`)
    .join(', ')}`,
  `durée : ${fr(Math.round(r.secondes))} s`,
];

console.log(`Épreuve du SVI, graine ${options.graine}`);
try {
  const r = await mener({ ...options, dire: (ligne) => console.log(`… ${ligne}`) });
  for (const ligne of chiffres(r)) console.log(ligne);
  if (r.fautes.length === 0) {
    rmSync(r.dossier, { recursive: true });
    console.log('TENU : ce qui a été dit est rangé, une fois ; rien n’a été inventé.');
    process.exit(0);
  }
  writeFileSync(join(r.dossier, 'appels.json'), JSON.stringify(r.vecus, undefined, 1));
  for (const faute of r.fautes.slice(0, 50)) console.log(`FAUTE : ${faute}`);
  console.log(`${r.fautes.length} fautes. Appels et données : ${r.dossier}. Rejouer : --graine ${options.graine}`);
} catch (e) {
  console.log(`ÉCHEC : ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`);
  console.log(`Rejouer : --graine ${options.graine}`);
}
// Callers of a run that broke off are still trying.
process.exit(1);
