import { lire, type Mesures, tauxDe } from '#shared/pilotage/mesures';
import { duree } from '../../_ui/formats';
import { fraction, nombre, pourcent } from './mots';

// What the lines of an antenna's tables have in common: a day's, a person's.

/** Visits, and hours done of those planned. */
export const CasesHeures = ({ mesures: m }: { mesures: Mesures }) => (
  <>
    <td className="num">{nombre(lire(m, 'visites'))}</td>
    <td className="num">
      {duree(lire(m, 'minutesFaites'))} / {duree(lire(m, 'minutesPrevues'))}
    </td>
  </>
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
