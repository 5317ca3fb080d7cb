// What other domains take of the alerts: who has seen which, how many nobody has. Light: the frame counts with it on every screen.
export { composerAcquittement, compterAlertes } from './vues';
