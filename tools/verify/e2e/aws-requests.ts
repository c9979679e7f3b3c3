import { Place } from '../../../testing/offline-iam/template-roles';

/** Sends requests to a local AWS. It reads the service and the Region from the header, and ignores the signature. */
export class AwsRequests {
  constructor(private readonly url: string, private readonly place: Place) {}

  /** A request of the Query protocol. The response is XML. */
  query(service: string, version: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return this.send(service, '/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ Version: version, ...parameters })),
    });
  }

  /** A request of the JSON protocol. */
  json(service: string, target: string, parameters: object): Promise<string> {
    return this.send(service, '/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(parameters),
    });
  }

  /** Creates a bucket or an object. */
  put(path: string, body: string | Uint8Array): Promise<string> {
    return this.send('s3', path, { method: 'PUT', body });
  }

  /** A request to moto itself. */
  configure(settings: object): Promise<string> {
    return this.send('moto', '/moto-api/config', { method: 'POST', body: JSON.stringify(settings) });
  }

  private async send(
    service: string, path: string, request: { method: string; headers?: Record<string, string>; body: string | Uint8Array },
  ): Promise<string> {
    const scope = `OFFLINE/20260101/${this.place.region}/${service}/aws4_request`;
    const response = await fetch(this.url + path, {
      ...request,
      headers: { ...request.headers, authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` },
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${service} answers ${response.status}: ${text}`);
    }
    return text;
  }
}
