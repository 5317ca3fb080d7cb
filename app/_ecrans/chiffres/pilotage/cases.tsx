import { lire, type Mesures, minutesToutes, type NomTaux, tauxDe } from '#shared/pilotage/mesures';
import { fraction, heures, nombre, pourcent, RIEN } from '#shared/pilotage/mots';

// What the tables of the dashboards have in common: their headings, and the cells of a day's line and of a person's.

export type Titre = {
  titre: string;
  /** Figures, at the right. */
  num?: true;
  /** Of now, not of the month. */
  maintenant?: true;
};

export const TITRES = {
  realisees: { titre: 'Heures réalisées', num: true },
  prevues: { titre: 'Prévues', num: true },
  visites: { titre: 'Visites réalisées', num: true },
  realise: { titre: 'Réalisé, sur les heures dues', num: true },
  incomplets: { titre: 'Appels incomplets', num: true },
  corriges: { titre: 'Dont corrigés', num: true },
  nonPointees: { titre: 'Non pointées', num: true },
  creees: { titre: 'Créées', num: true },
  conflits: { titre: 'Conflits', num: true },
  apart: { titre: 'Sans télégestion, à part', num: true },
} as const satisfies Record<string, Titre>;

export const Entetes = ({ titres }: { titres: readonly Titre[] }) => (
  <thead>
    <tr>
      {titres.map(({ titre, num, maintenant }) => (
        <th
          key={titre}
          scope="col"
          className={[num ? 'num' : '', maintenant ? 'pilotage__maintenant' : ''].join(' ').trim() || undefined}
        >
          {titre}
        </th>
      ))}
    </tr>
  </thead>
);

/** [RG] How a rate's two numbers are written: hours in hours, the others as they are. */
export const enFraction = (mesures: Mesures, nom: NomTaux): string =>
  fraction(tauxDe(mesures, nom), nom === 'realisation' ? heures : nombre);

/** [RG] A rate, what it counts and out of what; « – » alone out of nothing. */
export const CaseTaux = ({ mesures, nom }: { mesures: Mesures; nom: NomTaux }) => {
  const { milliemes, denominateur } = tauxDe(mesures, nom);
  return (
    <td className="num">
      {pourcent(milliemes)}
      {denominateur > 0 ? <span className="pilotage__sur">{enFraction(mesures, nom)}</span> : null}
    </td>
  );
};

/** Visits and hours of all, those sans télégestion included, as the states count them; then the rate of those that are followed and due. */
export const CasesHeures = ({ mesures: m }: { mesures: Mesures }) => {
  const { faites, prevues, dues } = minutesToutes(m);
  return (
    <>
      <td className="num">{dues + faites > 0 ? nombre(lire(m, 'faites')) : RIEN}</td>
      <td className="num">{dues + faites > 0 ? heures(faites) : RIEN}</td>
      <td className="num">{heures(prevues)}</td>
      <CaseTaux mesures={m} nom="realisation" />
    </>
  );
};

/** [PT-7] Hours of visits sans télégestion, done and planned: in no rate beside. */
export const heuresApart = (m: Mesures): string | undefined =>
  lire(m, 'faitesApart') + lire(m, 'prevuesApart') === 0
    ? undefined
    : `${heures(lire(m, 'faitesApart'))} / ${heures(lire(m, 'prevuesApart'))}`;

export const CaseApart = ({ mesures }: { mesures: Mesures }) => (
  <td className="num discret">{heuresApart(mesures) ?? RIEN}</td>
);

/** Incomplete calls, those of them corrected, visits without a call. */
export const CasesAppels = ({ mesures: m }: { mesures: Mesures }) => (
  <>
    <CaseTaux mesures={m} nom="incomplets" />
    <CaseTaux mesures={m} nom="correction" />
    <td className="num">{nombre(lire(m, 'nonPointees'))}</td>
  </>
);
