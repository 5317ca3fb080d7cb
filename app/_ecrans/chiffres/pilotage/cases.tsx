import { duree } from '#shared/libelles/formats';
import { lire, type Mesures, tauxDe } from '#shared/pilotage/mesures';
import { fraction, nombre, pourcent, RIEN } from './mots';

// What the tables of the dashboards have in common: their headings, and the cells of a day's line and of a person's.

export type Titre = {
  titre: string;
  /** Figures, at the right. */
  num?: true;
  /** Of now, not of the month. */
  maintenant?: true;
};

export const TITRES = {
  visites: { titre: 'Visites', num: true },
  heures: { titre: 'Faites / prévues', num: true },
  realise: { titre: 'Réalisé', num: true },
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

/** Visits, and hours done of those planned. */
export const CasesHeures = ({ mesures: m }: { mesures: Mesures }) => (
  <>
    <td className="num">{nombre(lire(m, 'visites'))}</td>
    <td className="num">
      {duree(lire(m, 'minutesFaites'))} / {duree(lire(m, 'minutesPrevues'))}
    </td>
  </>
);

/** [PT-7] Hours of visits sans télégestion, done and planned: in no rate beside. */
export const heuresApart = (m: Mesures): string | undefined =>
  lire(m, 'faitesApart') + lire(m, 'prevuesApart') === 0
    ? undefined
    : `${duree(lire(m, 'faitesApart'))} / ${duree(lire(m, 'prevuesApart'))}`;

export const CaseApart = ({ mesures }: { mesures: Mesures }) => (
  <td className="num discret">{heuresApart(mesures) ?? RIEN}</td>
);

/** Incomplete calls, those of them corrected, visits without a call. */
export const CasesAppels = ({ mesures: m }: { mesures: Mesures }) => {
  const incomplets = tauxDe(m, 'incomplets');
  return (
    <>
      <td className="num">
        {pourcent(incomplets.dixMilliemes)} <span className="discret">{fraction(incomplets)}</span>
      </td>
      <td className="num">{fraction(tauxDe(m, 'correction'))}</td>
      <td className="num">{nombre(lire(m, 'nonPointees'))}</td>
    </>
  );
};
