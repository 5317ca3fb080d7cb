import { peser } from '../telephony/testing/epreuve/tas';
import { type Chiffre, ecrireValeur, presenter } from './appuis/outils';

// The worker's heap over 100,000 calls: several minutes, so it is a run of `npm run epreuve` and no figure of `bench`.

const PALIERS = [1_000, 5_000, 20_000, 50_000, 100_000];
const RAPPORT_MAX = 1.2;
const Mio = 2 ** 20;

const mesurer = async (): Promise<Chiffre> => {
  const tas = await peser(PALIERS, (t) =>
    console.log(
      `… ${t.appels} appels : ${ecrireValeur(t.octets / Mio, 'Mo')} (${Math.round(t.appelsParSeconde)} appels/s)`,
    ),
  );
  const [mille] = tas;
  const dernier = tas.at(-1);
  if (!mille || !dernier) throw new Error('aucune pesée');
  return {
    titre: 'Tas du SVI au fil des appels, après ramassage forcé',
    plancher: 'son tas après 1 000 appels',
    lignes: [
      ...tas.map((t) => ({
        quoi: `après ${t.appels.toLocaleString('fr-FR')} appels`,
        valeur: t.octets / Mio,
        unite: 'Mo' as const,
      })),
      { quoi: 'rapport du dernier au premier', valeur: dernier.octets / mille.octets, unite: '×', limite: RAPPORT_MAX },
    ],
  };
};

await presenter(import.meta.url, mesurer);
