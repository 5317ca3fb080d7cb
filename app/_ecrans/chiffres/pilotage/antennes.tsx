import Link from 'next/link';
import { ANTENNES } from '#shared/contrats/commun';
import { dateHeure, duree } from '#shared/libelles/formats';
import type { CarteAntenne } from '#shared/pilotage/contrat';
import { additionner, lire, type Mesures, type NomTaux, TAUX, tauxDe } from '#shared/pilotage/mesures';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { useAdresse } from './adresse';
import { Entetes, heuresApart, TITRES, type Titre } from './cases';
import { fraction, genresAlertes, heures, nombre, phrasePostes, pourcent, RIEN, totalAlertes } from './mots';

/** Done inside planned, on one scale for all the antennas. Its figures are beside it. */
const Barre = ({ prevu, fait, max }: { prevu: number; fait: number; max: number }) => (
  <svg className="pilotage__barre" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
    <rect className="pilotage__prevu" x="0.3" y="0.7" width={Math.max(0, (prevu / max) * 99.4)} height="10.6" />
    <rect className="pilotage__fait" y="3" width={(fait / max) * 99.4} height="6" />
  </svg>
);

const Taux = ({ mesures, nom, max }: { mesures: Mesures | undefined; nom: NomTaux; max?: number }) => {
  const t = tauxDe(mesures ?? {}, nom);
  return (
    <td className="num">
      <strong>{pourcent(t.dixMilliemes)}</strong>
      <span className="pilotage__sur">{t.denominateur > 0 ? fraction(t) : 'rien à compter'}</span>
      {max && t.denominateur > 0 ? (
        <svg className="pilotage__jauge" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect className="pilotage__fond" width="100" height="3" />
          <rect className="pilotage__fait" width={((t.dixMilliemes ?? 0) / max) * 100} height="3" />
        </svg>
      ) : null}
    </td>
  );
};

const Compte = ({ n, titre }: { n: number | undefined; titre?: string | undefined }) => (
  <td className="num" title={titre}>
    {n ? nombre(n) : <span className="discret">{n ?? RIEN}</span>}
  </td>
);

const { realise, incomplets, corriges, nonPointees, conflits } = TITRES;
const COLONNES: readonly Titre[] = [
  { titre: 'Antenne' },
  { titre: TAUX.realisation.libelle },
  ...[realise, incomplets, corriges, nonPointees, conflits],
  { titre: 'Alertes', num: true, maintenant: true },
  { titre: 'Plans dépassés, ou qui peuvent l’être', num: true, maintenant: true },
  { titre: 'Synchronisation', maintenant: true },
];

/** [PT-7] Under the hours that the rate is made of, those that are apart. */
const Apart = ({ mesures }: { mesures: Mesures }) => {
  const apart = heuresApart(mesures);
  return apart === undefined ? null : <span className="pilotage__sur">à part, sans télégestion : {apart}</span>;
};

const depuisQuand = (i: Instant): string => `depuis ${dateHeure(i, dateParis(i))}`;

/** The antennas side by side, in their order: every figure with what it is out of. */
export const TableAntennes = ({
  cartes,
  lien,
  libelleMois,
}: {
  cartes: readonly CarteAntenne[];
  lien: ReturnType<typeof useAdresse>['lien'];
  libelleMois: string;
}) => {
  const toutes = additionner(cartes.map((c) => c.mois?.mesures ?? {}));
  const maxHeures = Math.max(
    60,
    ...cartes.map((c) =>
      Math.max(lire(c.mois?.mesures ?? {}, 'minutesPrevues'), lire(c.mois?.mesures ?? {}, 'minutesFaites')),
    ),
  );
  const maxIncomplets = Math.max(
    1,
    ...cartes.map((c) => tauxDe(c.mois?.mesures ?? {}, 'incomplets').dixMilliemes ?? 0),
  );
  return (
    <div className="pilotage__cadre">
      <table className="pilotage__table pilotage__antennes">
        <caption className="invisible">Les antennes côte à côte, {libelleMois}</caption>
        <Entetes titres={COLONNES} />
        <tbody>
          {cartes.map((c) => {
            const m = c.mois?.mesures;
            return (
              <tr key={c.antenne}>
                <th scope="row">
                  <Link href={lien({ antenne: c.antenne })} prefetch={false}>
                    {ANTENNES[c.antenne].libelle}
                  </Link>
                  <span className="pilotage__sur">
                    {c.mois === undefined ? 'aucune visite' : c.mois.clos === undefined ? 'mois ouvert' : 'mois clos'}
                  </span>
                </th>
                <td className="pilotage__heures">
                  {m ? (
                    <>
                      <Barre prevu={lire(m, 'minutesPrevues')} fait={lire(m, 'minutesFaites')} max={maxHeures} />
                      <span className="pilotage__sur">
                        {heures(lire(m, 'minutesFaites'))} / {heures(lire(m, 'minutesPrevues'))}
                      </span>
                      <Apart mesures={m} />
                    </>
                  ) : (
                    <span className="discret">{RIEN}</span>
                  )}
                </td>
                <td
                  className="num"
                  title={m && `${duree(lire(m, 'minutesFaites'))} sur ${duree(lire(m, 'minutesPrevues'))}`}
                >
                  <strong>{pourcent(tauxDe(m ?? {}, 'realisation').dixMilliemes)}</strong>
                </td>
                <Taux mesures={m} nom="incomplets" max={maxIncomplets} />
                <Taux mesures={m} nom="correction" />
                <Compte n={m && lire(m, 'nonPointees')} />
                <Compte n={m && lire(m, 'conflits')} />
                <Compte
                  n={totalAlertes(c.alertes)}
                  titre={genresAlertes(c.alertes)
                    .map((g) => `${g.libelle} : ${g.n}`)
                    .join('\n')}
                />
                <Compte n={c.alertes.DEPASSEMENT_PREVU ?? 0} />
                <td className={c.postes.enRetard > 0 ? 'pilotage__retard' : 'pilotage__ajour'}>
                  {phrasePostes(c.postes)}
                  {c.postes.depuis ? <span className="pilotage__sur">{depuisQuand(c.postes.depuis)}</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
        {cartes.length > 1 ? (
          <tfoot>
            <tr>
              <th scope="row">Service</th>
              <td className="pilotage__heures">
                <span className="pilotage__sur">
                  {heures(lire(toutes, 'minutesFaites'))} / {heures(lire(toutes, 'minutesPrevues'))}
                </span>
                <Apart mesures={toutes} />
              </td>
              <td className="num">
                <strong>{pourcent(tauxDe(toutes, 'realisation').dixMilliemes)}</strong>
              </td>
              <Taux mesures={toutes} nom="incomplets" />
              <Taux mesures={toutes} nom="correction" />
              <Compte n={lire(toutes, 'nonPointees')} />
              <Compte n={lire(toutes, 'conflits')} />
              <Compte n={cartes.reduce((n, c) => n + totalAlertes(c.alertes), 0)} />
              <Compte n={cartes.reduce((n, c) => n + (c.alertes.DEPASSEMENT_PREVU ?? 0), 0)} />
              <td>
                {phrasePostes({
                  enRetard: cartes.reduce((n, c) => n + c.postes.enRetard, 0),
                  saisies: cartes.reduce((n, c) => n + c.postes.saisies, 0),
                })}
              </td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
};
