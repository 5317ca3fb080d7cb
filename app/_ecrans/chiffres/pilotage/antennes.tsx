import Link from 'next/link';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateHeure } from '#shared/mots/dates';
import type { CarteAntenne, EtatPresent } from '#shared/pilotage/contrat';
import { difficultes, parUrgence } from '#shared/pilotage/difficultes';
import {
  additionner,
  additionnerPourTaux,
  lire,
  type Mesures,
  minutesToutes,
  type NomTaux,
  tauxDe,
} from '#shared/pilotage/mesures';
import {
  genresAlertes,
  heures,
  nombre,
  phrasePostes,
  pourcent,
  RIEN,
  surPrevues,
  totalAlertes,
} from '#shared/pilotage/mots';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { Icone } from '../../../_ui/mots/icones';
import type { useAdresse } from './adresse';
import { Entetes, enFraction, TITRES, type Titre } from './cases';

type Lien = ReturnType<typeof useAdresse>['lien'];

/** Done inside planned, on one scale for all the antennas. Its figures are beside it. */
const Barre = ({ prevu, fait, max }: { prevu: number; fait: number; max: number }) => (
  <svg className="pilotage__barre" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
    <rect className="pilotage__prevu" x="0.3" y="0.7" width={Math.max(0, (prevu / max) * 99.4)} height="10.6" />
    <rect className="pilotage__fait" y="3" width={(fait / max) * 99.4} height="6" />
  </svg>
);

/** [RG] A rate with its two numbers under it; `max`: drawn too, on one scale for all. */
const Taux = ({ mesures, nom, max }: { mesures: Mesures | undefined; nom: NomTaux; max?: number }) => {
  const t = tauxDe(mesures ?? {}, nom);
  return (
    <td className="num">
      <strong>{pourcent(t.milliemes)}</strong>
      {t.denominateur > 0 ? <span className="pilotage__sur">{enFraction(mesures ?? {}, nom)}</span> : null}
      {max && t.denominateur > 0 ? (
        <svg className="pilotage__jauge" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect className="pilotage__fond" width="100" height="3" />
          <rect className="pilotage__fait" width={((t.milliemes ?? 0) / max) * 100} height="3" />
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

const DU_MOIS: readonly Titre[] = [
  { titre: 'Antenne' },
  { titre: TITRES.realisees.titre },
  ...[TITRES.realise, TITRES.incomplets, TITRES.corriges, TITRES.nonPointees, TITRES.conflits],
];
/** What is of now stands beside the month that runs only. */
const DE_MAINTENANT: readonly Titre[] = [
  { titre: 'Alertes, une à une', num: true, maintenant: true },
  { titre: 'Plans dépassés, ou qui peuvent l’être', num: true, maintenant: true },
  { titre: 'Synchronisation', maintenant: true },
];

const depuisQuand = (i: Instant): string => `depuis ${dateHeure(i, dateParis(i))}`;

/** [PT-7] The hours of all, as the states give them, and which of them are in no rate. */
const Heures = ({ m, max }: { m: Mesures | undefined; max?: number }) => {
  if (!m)
    return (
      <td className="pilotage__heures">
        <span className="discret">{RIEN}</span>
      </td>
    );
  const { faites, prevues } = minutesToutes(m);
  const [faitesApart, prevuesApart] = [lire(m, 'faitesApart'), lire(m, 'prevuesApart')];
  return (
    <td className="pilotage__heures">
      {max ? <Barre prevu={prevues} fait={faites} max={max} /> : null}
      <strong>{heures(faites)}</strong>
      <span className="pilotage__sur">{surPrevues(prevues)}</span>
      {faitesApart + prevuesApart > 0 ? (
        <span className="pilotage__sur">
          dont {heures(faitesApart)} / {heures(prevuesApart)} sans télégestion
        </span>
      ) : null}
    </td>
  );
};

/** `taux`: what the rates are made of, where that is not all that is counted beside. */
const CasesDuMois = ({
  m,
  taux = m,
  maxIncomplets,
}: {
  m: Mesures | undefined;
  taux?: Mesures | undefined;
  maxIncomplets?: number;
}) => (
  <>
    <Taux mesures={taux} nom="realisation" />
    <Taux mesures={taux} nom="incomplets" {...(maxIncomplets === undefined ? {} : { max: maxIncomplets })} />
    <Taux mesures={taux} nom="correction" />
    <Compte n={m && lire(m, 'nonPointees')} />
    <Compte n={m && lire(m, 'conflits')} />
  </>
);

const CasesDeMaintenant = ({ c }: { c: EtatPresent }) => (
  <>
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
  </>
);

const LigneAntenne = ({
  c,
  lien,
  enDifficulte,
  echelles,
  courant,
}: {
  c: CarteAntenne;
  lien: Lien;
  enDifficulte: boolean;
  echelles: { heures: number; incomplets: number };
  courant: boolean;
}) => {
  const m = c.mois?.mesures;
  return (
    <tr className={enDifficulte ? 'pilotage__difficile' : undefined}>
      <th scope="row">
        <Link href={lien({ antenne: c.antenne })} prefetch={false}>
          {libelleAntenne(c.antenne)}
        </Link>
        {enDifficulte ? (
          <span className="pilotage__regarder">
            <Icone nom="conflit" /> à regarder
          </span>
        ) : null}
        <span className="pilotage__sur">
          {c.mois === undefined ? 'aucune visite' : c.mois.clos === undefined ? 'mois ouvert' : 'mois clos'}
        </span>
      </th>
      <Heures m={m} max={echelles.heures} />
      <CasesDuMois m={m} maxIncomplets={echelles.incomplets} />
      {courant ? <CasesDeMaintenant c={c} /> : null}
    </tr>
  );
};

const Total = ({
  cartes,
  service,
  courant,
}: {
  cartes: readonly CarteAntenne[];
  service: EtatPresent;
  courant: boolean;
}) => {
  const siens = cartes.flatMap((c) => c.mois?.mesures ?? []);
  const toutes = siens.length > 0 ? additionner(siens) : undefined;
  return (
    <tfoot>
      <tr>
        <th scope="row">Service</th>
        <Heures m={toutes} />
        <CasesDuMois m={toutes} taux={additionnerPourTaux(siens)} />
        {courant ? <CasesDeMaintenant c={service} /> : null}
      </tr>
    </tfoot>
  );
};

/** The antennas side by side, those in difficulty first and why: every figure with what it is out of. `courant`: the month that runs. */
export const TableAntennes = ({
  cartes,
  service,
  lien,
  libelleMois,
  courant,
}: {
  cartes: readonly CarteAntenne[];
  service: EtatPresent;
  lien: Lien;
  libelleMois: string;
  courant: boolean;
}) => {
  const enDifficulte = difficultes(cartes);
  const mesures = cartes.map((c) => c.mois?.mesures ?? {});
  const echelles = {
    heures: Math.max(60, ...mesures.map((m) => Math.max(minutesToutes(m).prevues, minutesToutes(m).faites))),
    incomplets: Math.max(1, ...mesures.map((m) => tauxDe(m, 'incomplets').milliemes ?? 0)),
  };
  return (
    <>
      {enDifficulte.length > 0 ? (
        <ul className="pilotage__difficultes" aria-label="À regarder d’abord">
          {enDifficulte.map((d) => (
            <li key={d.antenne}>
              <Icone nom="conflit" />{' '}
              <Link href={lien({ antenne: d.antenne })} prefetch={false}>
                {libelleAntenne(d.antenne)}
              </Link>
              {' : '}
              {d.raisons.join(' · ')}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="pilotage__cadre">
        <table className="pilotage__table pilotage__antennes">
          <caption className="invisible">Les antennes côte à côte, {libelleMois}</caption>
          <Entetes titres={courant ? [...DU_MOIS, ...DE_MAINTENANT] : DU_MOIS} />
          <tbody>
            {parUrgence(cartes).map((c) => (
              <LigneAntenne
                key={c.antenne}
                c={c}
                lien={lien}
                enDifficulte={enDifficulte.some((d) => d.antenne === c.antenne)}
                echelles={echelles}
                courant={courant}
              />
            ))}
          </tbody>
          {cartes.length > 1 ? <Total cartes={cartes} service={service} courant={courant} /> : null}
        </table>
      </div>
    </>
  );
};
