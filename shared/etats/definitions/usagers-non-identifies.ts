import { plusTard } from '../../domain/appariement/ordre';
import type { Instant } from '../../temps/types';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere, SuspensSitue } from '../matiere';
import * as p from '../parametres';
import { parNom, repartir } from './activite';

const COMPTE_EN = { ATTENTE: 'attentes', APPEL: 'appels', PASSAGE: 'passages' } as const;

type Groupe = {
  usager?: string;
  numero?: string;
  autreNumero: number;
  attentes: number;
  appels: number;
  passages: number;
  dernier: Instant | null;
};

const SANS_TELEPHONE = 'sans-telephone';

/** Which row of those without a usager: a number; those that were withheld are one, and those of the page « Pointer » another. */
export const numeroDeLaLigne = ({ numero, sansTelephone }: SuspensSitue): string =>
  numero ?? (sansTelephone ? SANS_TELEPHONE : '-');
const numeroEnMots = ({ numero, sansTelephone }: SuspensSitue): string =>
  numero ?? (sansTelephone ? 'Sans téléphone' : 'Numéro masqué');

/** A row a usager where one is known, else a number. */
const calculer = ({ tranches, suspens, nomUsager }: Matiere): Calcul => {
  const { de, groupes } = repartir(
    (): Groupe => ({ autreNumero: 0, attentes: 0, appels: 0, passages: 0, dernier: null }),
  );
  for (const u of tranches.flatMap((t) => t.usagers)) {
    if (!u.autreNumero) continue;
    const g = de(ecrireCle({ usager: u.usagerId }));
    g.usager = u.usagerId;
    g.autreNumero += u.autreNumero.visites;
    g.dernier = plusTard(g.dernier ?? u.autreNumero.dernier, u.autreNumero.dernier);
  }
  for (const s of suspens) {
    const g = de(ecrireCle(s.usagerId === undefined ? { numero: numeroDeLaLigne(s) } : { usager: s.usagerId }));
    if (s.usagerId === undefined) g.numero = numeroEnMots(s);
    else g.usager = s.usagerId;
    g[COMPTE_EN[s.genre]] += 1;
    g.dernier = plusTard(g.dernier ?? s.instant, s.instant);
  }
  const lignes = [...groupes].map(
    ([cle, g]): LigneEtat => ({
      cle,
      valeurs: {
        usager: g.usager === undefined ? 'Inconnu' : nomUsager(g.usager),
        usagerId: g.usager ?? null,
        numero: g.numero ?? null,
        autreNumero: g.autreNumero,
        attentes: g.attentes,
        appels: g.appels,
        passages: g.passages,
        dernier: g.dernier,
      },
      detail: true,
    }),
  );
  const rang = (l: LigneEtat): [string, string] => [
    `${l.valeurs.usagerId === null ? '\uffff' : l.valeurs.usager}`,
    l.cle,
  ];
  return {
    colonnes: ['usager', 'usagerId', 'numero', 'autreNumero', 'attentes', 'appels', 'passages', 'dernier'],
    lignes: lignes.sort((x, y) => parNom(rang(x), rang(y))),
  };
};

export const USAGERS_NON_IDENTIFIES: Etat = {
  id: 'usagers-non-identifies',
  titre: 'Usagers non identifiés par le SVI',
  description:
    'Les appels où le numéro n’a pas suffi à reconnaître l’usager : visites pointées d’un autre numéro, pointages en attente, appels échoués d’un numéro inconnu ou masqué. Un passage refusé par la page « Pointer » est à part : aucun numéro n’y dit rien.',
  periodes: p.TOUTES_PERIODES,
  parametres: [p.USAGER],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.telephone('numero', 'Numéro appelant'),
    c.nombre('autreNumero', 'Visites pointées d’un autre numéro'),
    c.nombre('attentes', 'Pointages en attente'),
    c.nombre('appels', 'Appels échoués'),
    c.nombre('passages', 'Passages sans téléphone refusés'),
    c.instant('dernier', 'Dernier appel'),
  ],
  besoins: () => ['suspens'],
  calculer,
};
