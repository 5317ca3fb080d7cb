import { Text, Title } from '@mantine/core';
import Link from 'next/link';
import { pointagesDeFiche } from '#shared/domain/fiche/pointages';
import { motifEnMots } from '#shared/libelles/motif';
import { dateBreve, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { BadgeFiche } from './etat-fiche';
import { type FicheSuivie, fichesSaisiesLe } from './suivi';

const MONTREES = 100;

const nom = (p: { nom: string; prenom: string } | undefined, id: string): string => (p ? nomComplet(p) : id);

/** The visit that a slip's punches made, or will make: where a wrong slip is mended. */
const lienVisite = (e: EtatDepot, { fiche, etat }: FicheSuivie): string => {
  const ids = new Set(pointagesDeFiche(fiche, fiche.instant).map((p) => p.id));
  const jour = e.jours.get(fiche.date) ?? [];
  const faite = jour.find((i) => [i.arrivee, i.depart, ...i.ecartes].some((p) => p && ids.has(p.id)));
  const prevue = jour.find((i) => i.usagerId === fiche.usagerId && i.intervenantId === fiche.intervenantId);
  const id = (faite ?? (etat === 'REFUSEE' ? undefined : prevue))?._id;
  return `/interventions/?${new URLSearchParams({ jour: fiche.date, filtre: 'toutes', ...(id ? { id } : {}) })}`;
};

const Une = ({ suivie, jour }: { suivie: FicheSuivie; jour: DateCivile }) => {
  const etat = useDepot();
  const { fiche: f } = suivie;
  const usager = nom(etat.usagers.get(f.usagerId), f.usagerId);
  return (
    <tr data-fiche={f.id}>
      <td className="num">{heure(f.instant)}</td>
      <td>{nomAuteur(etat, f.auteur)}</td>
      <td className="num">{dateBreve(f.date, jour)}</td>
      <td className="nom">{nom(etat.intervenants.get(f.intervenantId), f.intervenantId)}</td>
      <td className="nom">{usager}</td>
      <td className="num">{heure(f.arrivee) || '—'}</td>
      <td className="num">{heure(f.depart) || '—'}</td>
      <td>{motifEnMots(f.motif)}</td>
      <td className="fiche__etat">
        <BadgeFiche etat={suivie.etat} />
        {suivie.raison ? <div className="fiche__faute">{suivie.raison}</div> : null}
      </td>
      <td className="action">
        <Link
          href={lienVisite(etat, suivie)}
          aria-label={`Voir la visite : ${usager}, ${heure(f.arrivee ?? f.depart)}`}
        >
          {suivie.etat === 'RECUE' ? 'Corriger' : 'Voir'}
        </Link>
      </td>
    </tr>
  );
};

/** Slips typed today, on this PC and by the antenna. */
export const ListeFiches = ({ jour }: { jour: DateCivile }) => {
  const etat = useDepot();
  const fiches = fichesSaisiesLe(etat, nomDuPoste(), jour);
  return (
    <section aria-labelledby="fiches-saisies">
      <Title order={2} id="fiches-saisies">
        Saisies aujourd’hui{fiches.length > 0 ? ` : ${pluriel(fiches.length, 'fiche')}` : ''}
      </Title>
      {fiches.length === 0 ? (
        <Text size="sm" c="dimmed">
          Aucune fiche saisie aujourd’hui dans cette antenne.
        </Text>
      ) : (
        <>
          <Text size="xs" c="dimmed" mb={6}>
            Une fiche gardée ne se modifie pas : pour une erreur, corrigez la visite.
          </Text>
          <table className="jour fiches__liste">
            <thead>
              <tr>
                <th scope="col">Saisie</th>
                <th scope="col">Par</th>
                <th scope="col">Jour</th>
                <th scope="col">Aide</th>
                <th scope="col">Usager</th>
                <th scope="col">Arrivée</th>
                <th scope="col">Départ</th>
                <th scope="col">Motif</th>
                <th scope="col">Statut</th>
                <th scope="col">
                  <span className="invisible">Action</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {fiches.slice(0, MONTREES).map((s) => (
                <Une key={s.fiche._id} suivie={s} jour={jour} />
              ))}
            </tbody>
          </table>
          {fiches.length > MONTREES ? (
            <Text size="xs" c="dimmed">
              Les {MONTREES} dernières sont affichées.
            </Text>
          ) : null}
        </>
      )}
    </section>
  );
};
