import type { VisitePrecedente } from '#shared/contrats/dossiers/visite-precedente';
import { heure } from '#shared/mots/dates';
import { HeureRetenue } from '../mots/heure-retenue';

export const TitresVisite = () => (
  <>
    <th scope="col" className="num">
      Prévu
    </th>
    <th scope="col" className="num">
      Retenu
    </th>
  </>
);

/** Two cells of a row: what was planned; what is retained, the raw hour struck beside it where it differs. */
export const CasesVisite = ({ visite: v }: { visite: VisitePrecedente }) => (
  <>
    <td className="num">
      {v.prevu ? `${heure(v.prevu.debut)} – ${heure(v.prevu.fin)}` : <span className="discret">non prévue</span>}
    </td>
    <td className="num">
      {v.arrivee || v.debut || v.depart || v.fin ? (
        <>
          <HeureRetenue brute={v.arrivee} retenue={v.debut} /> – <HeureRetenue brute={v.depart} retenue={v.fin} />
        </>
      ) : (
        <span className="discret">—</span>
      )}
      {v.minutesComplementaires > 0 ? <div className="discret">+ {v.minutesComplementaires} min</div> : null}
    </td>
  </>
);

/** One visit among those of a usager. */
export const cleVisite = (v: VisitePrecedente): string =>
  `${v.date}${v.antenne}${v.prevu?.debut}${v.arrivee}${v.depart}${v.debut}${v.intervenant}`;
