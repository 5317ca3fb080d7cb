import { parseArgs } from 'node:util';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { creerAlea } from '#shared/testing/alea';
import { portLibre } from '../../scripts/demo/processus';
import { poserCable } from '../outils/coupure';
import { attaquer } from './attaques';
import { codeAide, ouvrirMonde } from './monde';
import { type Appui, creerTelephone, type Telephone } from './telephone';
import { juger } from './verdict';

// `tsx e2e/pointer/main.ts [--telephones 20] [--appuis 100] [--attaques 10000] [--graine 1]`: the page in real browsers, whose network
// is cut, that are killed, whose clocks are wrong; then what is tried by who has no link.

const { values } = parseArgs({
  options: {
    telephones: { type: 'string', default: '20' },
    appuis: { type: 'string', default: '100' },
    attaques: { type: 'string', default: '10000' },
    graine: { type: 'string', default: '1' },
    /** Browsers open at once. */
    ensemble: { type: 'string', default: '20' },
  },
});
const [telephones, parTelephone, attaques, graine, ensemble] = [
  Number(values.telephones),
  Number(values.appuis),
  Number(values.attaques),
  Number(values.graine),
  Number(values.ensemble),
];

/** Presses on the sheet of one home, before the telephone goes to the next: a link takes 40 passages in a quarter of an hour, no more. */
const PAR_FEUILLE = 25;
const feuillesParTelephone = Math.ceil(parTelephone / PAR_FEUILLE);

const debut = Date.now();
const secondes = (): number => Math.round((Date.now() - debut) / 1000);
const ecarts: string[] = [];

const pages = async (): Promise<void> => {
  const monde = await ouvrirMonde({ usagers: telephones * feuillesParTelephone, aides: telephones * parTelephone });
  const { port } = new URL(monde.banc.origine);
  const appuis: Appui[] = [];
  const jouer = async (n: number): Promise<Telephone> => {
    const alea = creerAlea(graine * 1_000 + n);
    const portCable = await portLibre(21_000 + n * 7);
    const cable = await poserCable(portCable, () => Number(port));
    const telephone = creerTelephone(n, cable, alea);
    const feuilles: string[] = [];
    for (let i = 0; i < feuillesParTelephone; i += 1) {
      const secret = await monde.donner('usager', `U${n * feuillesParTelephone + i}`);
      feuilles.push(`${cable.origine}/pointer/#q${secret}`);
    }
    const feuilleDe = (k: number): string => feuilles[Math.floor(k / PAR_FEUILLE)] ?? '';
    try {
      for (let k = 0; k < parTelephone; k += 1) {
        const aide = n * parTelephone + k;
        // The first opening of all has the network: nobody has the page before.
        if (k > 0) await telephone.subir();
        const parLien = alea.chance(0.1);
        const adresse = parLien
          ? `${cable.origine}/pointer/#l${await monde.donner('intervenant', `I${aide}`)}`
          : feuilleDe(k);
        const sens = alea.chance(0.5) ? 'ARRIVEE' : 'DEPART';
        appuis.push(
          await telephone.pointer(adresse, { aide, sens, source: parLien ? 'LIEN' : 'QR', code: codeAide(aide) }),
        );
        if (appuis.length % 200 === 0) console.log(`… ${appuis.length} appuis (${secondes()} s)`);
      }
      const reste = await telephone.vider(feuilleDe(parTelephone - 1));
      if (reste !== '') ecarts.push(`téléphone ${n} : ${reste}`);
    } finally {
      await telephone.jeter();
      await cable.fermer();
    }
    return telephone;
  };
  try {
    const faits: Telephone[] = [];
    const file = Array.from({ length: telephones }, (_, n) => n);
    const ouvrier = async (): Promise<void> => {
      for (let n = file.shift(); n !== undefined; n = file.shift()) faits.push(await jouer(n));
    };
    await Promise.all(Array.from({ length: Math.min(ensemble, telephones) }, ouvrier));
    const verdict = juger(
      appuis,
      await monde.lire<Pointage>('pointage'),
      await monde.lire<Appel>('appel'),
      new Map(faits.map((t) => [t.numero, t.reglages])),
    );
    ecarts.push(...verdict.ecarts);
    const somme = (quoi: 'morts' | 'coupures'): number => faits.reduce((s, t) => s + t.bilan()[quoi], 0);
    console.log(
      `${appuis.length} appuis dans ${telephones} navigateurs, ${appuis.filter((a) => a.confirme).length} confirmés : ${verdict.stockes} pointages, ${verdict.refuses} gardés comme appels échoués (horloge réglée depuis), ` +
        `au pire à ${(verdict.pireMs / 1000).toFixed(1)} s de la vérité, ${verdict.douteux} avec HORLOGE ; ` +
        `${somme('morts')} navigateurs tués, ${somme('coupures')} coupures (${secondes()} s)`,
    );
  } finally {
    await monde.fermer();
  }
};

const tentatives = async (): Promise<void> => {
  const monde = await ouvrirMonde({ usagers: 4, aides: 20 });
  try {
    const bilan = await attaquer(monde, creerAlea(graine), attaques);
    ecarts.push(...bilan.ecarts);
    console.log(`${bilan.tentees} tentatives sans le droit, ${bilan.ecarts.length} passées (${secondes()} s)`);
  } finally {
    await monde.fermer();
  }
};

if (telephones > 0) await pages();
if (attaques > 0) await tentatives();
for (const e of ecarts.slice(0, 30)) console.log(`✗ ${e}`);
console.log(ecarts.length === 0 ? 'TENU.' : `${ecarts.length} écarts.`);
if (ecarts.length > 0) process.exitCode = 1;
