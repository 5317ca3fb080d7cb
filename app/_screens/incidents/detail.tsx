import { Title } from '@mantine/core';
import { ANTENNES } from '#shared/contrats/commun';
import { CATEGORIES_INCIDENT, GRAVITES_INCIDENT, type IncidentsLus, type IncidentVu } from '#shared/contrats/incident';
import { useMaintenant } from '../../_data/hooks';
import { Agir } from './agir';
import { Joint } from './joint';
import { MarqueEtat } from './marques';
import { faitDuGeste, nommerPanne, phraseEcheance, quand } from './mots';

const Echeances = ({ i }: { i: IncidentVu }) => {
  const maintenant = useMaintenant();
  const [prise, resolution] = [phraseEcheance(i.prise, maintenant), phraseEcheance(i.resolution, maintenant)];
  return (
    <dl className="incident__echeances">
      <dt>Prise en charge</dt>
      <dd className={`ton-${prise.ton}`}>{prise.texte}</dd>
      <dt>Résolution</dt>
      <dd className={`ton-${resolution.ton}`}>{resolution.texte}</dd>
    </dl>
  );
};

/** One incident: what is said of it, when it is due, what was answered, what one may do. */
export const Detail = ({
  i,
  lus,
  surSuite,
}: {
  i: IncidentVu;
  lus: IncidentsLus;
  surSuite: (i: IncidentVu) => void;
}) => {
  const maintenant = useMaintenant();
  const nom = (login: string): string => lus.noms[login] ?? login;
  return (
    <aside className="incident" aria-label={`Incident ${i.reference}`} data-testid="incident">
      <Title order={2}>
        {CATEGORIES_INCIDENT[i.categorie]} <span className="incident__reference">{i.reference}</span>
      </Title>
      <p className="incident__resume">
        <MarqueEtat i={i} lus={lus} />
        <span>{GRAVITES_INCIDENT[i.gravite].libelle}</span>
        <span>{i.antenne ? `Antenne ${ANTENNES[i.antenne].libelle}` : 'Hors antenne'}</span>
        <span>{i.porteur === undefined ? 'Personne ne l’a encore' : `Pris par ${nom(i.porteur)}`}</span>
      </p>
      <Echeances i={i} />
      {i.pannes.map((p) => (
        <p key={`${p.quoi} ${p.debut}`} className="incident__panne">
          Panne liée : {nommerPanne(p, maintenant)}
        </p>
      ))}
      <ol className="incident__fil" aria-label="Échanges">
        <li>
          <p className="incident__qui">
            <b>{nom(i.auteur)}</b> a signalé, {quand(i.instant, maintenant)}
            {quand(i.recuLe, maintenant) === quand(i.instant, maintenant)
              ? ''
              : `, reçu ${quand(i.recuLe, maintenant)}`}
          </p>
          <p className="incident__texte">{i.texte}</p>
        </li>
        {i.fil.map((g) => (
          <li key={g.id} className={g.cote === 'ASSISTANCE' ? 'incident__assistance' : undefined}>
            <p className="incident__qui">
              <b>{nom(g.auteur)}</b>
              {g.cote === 'ASSISTANCE' ? ' (assistance)' : ''} {faitDuGeste(g, maintenant)}{' '}
              {quand(g.instant, maintenant)}
            </p>
            {g.message === '' ? null : <p className="incident__texte">{g.message}</p>}
          </li>
        ))}
      </ol>
      <Joint titre="Pour le reproduire" contexte={i.contexte} />
      {i.etat === 'CLOS' && lus.cote === 'SERVICE' ? (
        <p className="discret">Clos. S’il revient, rouvrez-le : son histoire est gardée.</p>
      ) : null}
      <Agir key={i.cle} i={i} lus={lus} surSuite={surSuite} />
    </aside>
  );
};
