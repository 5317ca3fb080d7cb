'use client';

import { Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import { CATEGORIES_INCIDENT, type IncidentsLus } from '#shared/contrats/incident';
import { enJeu } from '#shared/domain/incident/en-jeu';
import { aLeDroit } from '#shared/droits/droits';
import { useMaintenant, useSession } from '../../_data/hooks';
import { exporterIncidents, lireIncidents } from '../../_data/incidents';
import { SansReseau } from '../../_ui/sans-reseau';
import { useAction, useLecture } from '../compte/appeler';
import { Detail } from './detail';
import { Gardes } from './gardes';
import { MarqueEtat, MarqueGravite } from './marques';
import { phraseEcheance, quand } from './mots';
import './incidents.css';

const FILTRES = [
  { value: 'ouverts', label: 'En cours' },
  { value: 'tous', label: 'Tous' },
] as const;

const Liste = ({
  lus,
  choisi,
  lien,
  filtre,
}: {
  lus: IncidentsLus;
  choisi: string | undefined;
  lien: (cle: string) => string;
  filtre: string;
}) => {
  const maintenant = useMaintenant();
  const lignes = lus.incidents.filter((i) => filtre === 'tous' || i.etat !== 'CLOS');
  if (lignes.length === 0)
    return (
      <p className="incidents__vide">
        {filtre === 'tous' ? 'Aucun incident n’a été signalé.' : 'Aucun incident en cours.'} Pour en signaler un, le
        bouton est au bas du menu, sur chaque écran.
      </p>
    );
  return (
    <table className="jour incidents__table">
      <caption className="invisible">Incidents, les derniers en haut</caption>
      <thead>
        <tr>
          <th scope="col">Reçu</th>
          <th scope="col">Incident</th>
          <th scope="col">Gravité</th>
          <th scope="col">État</th>
          <th scope="col">À résoudre</th>
        </tr>
      </thead>
      <tbody>
        {lignes.map((i) => {
          const du = phraseEcheance(i.resolution, maintenant);
          return (
            <tr key={i.cle} aria-current={i.cle === choisi ? 'true' : undefined}>
              <td>{quand(i.recuLe, maintenant)}</td>
              <th scope="row">
                <a
                  href={lien(i.cle)}
                  onClick={(ev) => {
                    ev.preventDefault();
                    history.pushState(null, '', lien(i.cle));
                  }}
                >
                  {CATEGORIES_INCIDENT[i.categorie]}
                </a>
                <span className="discret incidents__extrait">
                  {i.antenne ? ANTENNES[i.antenne].libelle : 'Hors antenne'} · {i.texte}
                </span>
              </th>
              <td>
                <MarqueGravite gravite={i.gravite} />
              </td>
              <td className={enJeu(i, lus.cote) ? 'incidents__en-jeu' : undefined}>
                <MarqueEtat i={i} lus={lus} />
              </td>
              <td className={`ton-${du.ton}`}>{du.texte}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** Asked again that often while it is looked at: the other side may have answered. */
const CADENCE_MS = 30_000;

/** Incidents shared by the service and those who run it. */
export const Incidents = () => {
  const session = useSession();
  const chemin = usePathname();
  const recherche = useSearchParams();
  const filtre = recherche.get('filtre') === 'tous' ? 'tous' : 'ouverts';
  const id = recherche.get('id') ?? undefined;
  const { valeur: lus, echec, code, relire } = useLecture(lireIncidents);
  const { refus, faire, enCours } = useAction();
  useEffect(() => {
    const t = setInterval(relire, CADENCE_MS);
    return () => clearInterval(t);
  }, [relire]);
  const adresse = (plus: Record<string, string>): string =>
    `${chemin}?${new URLSearchParams({ filtre, ...(id === undefined ? {} : { id }), ...plus })}`;
  const choisi = lus?.incidents.find((i) => i.cle === id);
  return (
    <section className="ecran__liste incidents" aria-label="Incidents">
      <div className="ecran__tete">
        <Title order={1}>Incidents</Title>
        <SegmentedControl
          size="xs"
          aria-label="Incidents montrés"
          data={[...FILTRES]}
          value={filtre}
          onChange={(f) => history.pushState(null, '', adresse({ filtre: f }))}
        />
        <Group gap="xs" ml="auto">
          {(['xlsx', 'csv'] as const).map((f) => (
            <Button
              key={f}
              size="xs"
              variant="default"
              disabled={enCours || !lus}
              onClick={() => void faire(() => exporterIncidents(f))}
            >
              {f.toLocaleUpperCase()}
            </Button>
          ))}
        </Group>
      </div>
      <SansReseau
        echec={refus?.message ?? echec}
        code={refus?.code ?? code}
        avant={lus ? 'Ce qui est montré est d’avant. ' : ''}
      />
      {aLeDroit(session, 'lireAntenne') ? <Gardes /> : null}
      {lus ? (
        <div className="incidents__corps">
          <Liste lus={lus} choisi={id} filtre={filtre} lien={(cle) => adresse({ id: cle })} />
          {choisi ? <Detail i={choisi} lus={lus} surSuite={relire} /> : null}
        </div>
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
    </section>
  );
};
