/** What CouchDB answers when it refuses: status, `error`, `reason`. Routes throw it, the application writes it. */
export class ErreurCouch extends Error {
  readonly statut: number;
  readonly code: string;
  readonly raison: string;
  readonly entetes: Readonly<Record<string, string>>;
  constructor(statut: number, code: string, raison: string, entetes: Record<string, string> = {}) {
    super(`${code}: ${raison}`);
    this.statut = statut;
    this.code = code;
    this.raison = raison;
    this.entetes = entetes;
  }
}

export const mauvaiseRequete = (raison: string): ErreurCouch => new ErreurCouch(400, 'bad_request', raison);
export const mauvaisParametre = (raison: string): ErreurCouch => new ErreurCouch(400, 'query_parse_error', raison);
export const jsonInvalide = (): ErreurCouch => mauvaiseRequete('invalid UTF-8 JSON');
export const introuvable = (raison: 'missing' | 'deleted'): ErreurCouch => new ErreurCouch(404, 'not_found', raison);
export const baseInconnue = (): ErreurCouch => new ErreurCouch(404, 'not_found', 'Database does not exist.');
export const conflit = (): ErreurCouch => new ErreurCouch(409, 'conflict', 'Document update conflict.');
export const typeRefuse = (raison = 'Content-Type must be application/json'): ErreurCouch =>
  new ErreurCouch(415, 'bad_content_type', raison);
export const nonAutorise = (raison: string): ErreurCouch =>
  new ErreurCouch(401, 'unauthorized', raison, { 'WWW-Authenticate': 'Basic realm="server"' });
export const idIllegal = (raison: string): ErreurCouch => new ErreurCouch(400, 'illegal_docid', raison);
export const methodeRefusee = (permises: string): ErreurCouch =>
  new ErreurCouch(405, 'method_not_allowed', `Only ${permises} allowed`, { Allow: permises });
