/** An AWS partition and its regions: those in which Lambda and RDS have endpoints. */
export interface Partition {
  readonly id: string;
  readonly doc: string;
  /** The form of its region names, announced or not. */
  readonly regionPattern: RegExp;
  /** Domain of its AWS console. */
  readonly console: string;
  readonly regions: Readonly<Record<string, string>>;
}

/** Source: botocore 1.43.107, endpoints.json and partitions.json. */
export const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    doc: 'The commercial AWS partition.',
    regionPattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    console: 'console.aws.amazon.com',
    regions: {
      'af-south-1': 'Africa (Cape Town)',
      'ap-east-1': 'Asia Pacific (Hong Kong)',
      'ap-east-2': 'Asia Pacific (Taipei)',
      'ap-northeast-1': 'Asia Pacific (Tokyo)',
      'ap-northeast-2': 'Asia Pacific (Seoul)',
      'ap-northeast-3': 'Asia Pacific (Osaka)',
      'ap-south-1': 'Asia Pacific (Mumbai)',
      'ap-south-2': 'Asia Pacific (Hyderabad)',
      'ap-southeast-1': 'Asia Pacific (Singapore)',
      'ap-southeast-2': 'Asia Pacific (Sydney)',
      'ap-southeast-3': 'Asia Pacific (Jakarta)',
      'ap-southeast-4': 'Asia Pacific (Melbourne)',
      'ap-southeast-5': 'Asia Pacific (Malaysia)',
      'ap-southeast-6': 'Asia Pacific (New Zealand)',
      'ap-southeast-7': 'Asia Pacific (Thailand)',
      'ca-central-1': 'Canada (Central)',
      'ca-west-1': 'Canada West (Calgary)',
      'eu-central-1': 'Europe (Frankfurt)',
      'eu-central-2': 'Europe (Zurich)',
      'eu-north-1': 'Europe (Stockholm)',
      'eu-south-1': 'Europe (Milan)',
      'eu-south-2': 'Europe (Spain)',
      'eu-west-1': 'Europe (Ireland)',
      'eu-west-2': 'Europe (London)',
      'eu-west-3': 'Europe (Paris)',
      'il-central-1': 'Israel (Tel Aviv)',
      'me-central-1': 'Middle East (UAE)',
      'me-south-1': 'Middle East (Bahrain)',
      'mx-central-1': 'Mexico (Central)',
      'sa-east-1': 'South America (Sao Paulo)',
      'us-east-1': 'US East (N. Virginia)',
      'us-east-2': 'US East (Ohio)',
      'us-west-1': 'US West (N. California)',
      'us-west-2': 'US West (Oregon)',
    },
  },
  {
    id: 'aws-cn',
    doc: 'AWS China.',
    regionPattern: /^cn-\w+-\d+$/,
    console: 'console.amazonaws.cn',
    regions: {
      'cn-north-1': 'China (Beijing)',
      'cn-northwest-1': 'China (Ningxia)',
    },
  },
  {
    id: 'aws-us-gov',
    doc: 'AWS GovCloud (US).',
    regionPattern: /^us-gov-\w+-\d+$/,
    console: 'console.amazonaws-us-gov.com',
    regions: {
      'us-gov-east-1': 'AWS GovCloud (US-East)',
      'us-gov-west-1': 'AWS GovCloud (US-West)',
    },
  },
  {
    id: 'aws-iso',
    doc: 'AWS ISO (US).',
    regionPattern: /^us-iso-\w+-\d+$/,
    console: 'console.c2shome.ic.gov',
    regions: {
      'us-iso-east-1': 'US ISO East',
      'us-iso-west-1': 'US ISO WEST',
    },
  },
  {
    id: 'aws-iso-b',
    doc: 'AWS ISOB (US).',
    regionPattern: /^us-isob-\w+-\d+$/,
    console: 'console.sc2shome.sgov.gov',
    regions: {
      'us-isob-east-1': 'US ISOB East (Ohio)',
      'us-isob-west-1': 'US ISOB West',
    },
  },
  {
    id: 'aws-iso-e',
    doc: 'AWS ISOE (Europe).',
    regionPattern: /^eu-isoe-\w+-\d+$/,
    console: 'console.csphome.adc-e.uk',
    regions: {
      'eu-isoe-west-1': 'EU ISOE West',
    },
  },
  {
    id: 'aws-iso-f',
    doc: 'AWS ISOF.',
    regionPattern: /^us-isof-\w+-\d+$/,
    console: 'console.csphome.hci.ic.gov',
    regions: {
      'us-isof-east-1': 'US ISOF EAST',
      'us-isof-south-1': 'US ISOF SOUTH',
    },
  },
  {
    id: 'aws-eusc',
    doc: 'AWS European Sovereign Cloud.',
    regionPattern: /^eusc-(de)-\w+-\d+$/,
    console: 'console.amazonaws-eusc.eu',
    regions: {
      'eusc-de-east-1': 'AWS European Sovereign Cloud (Germany)',
    },
  },
];

export interface Region {
  readonly name: string;
  /** Human name, e.g. `US West (Oregon)`. */
  readonly title: string;
  readonly partition: Partition;
}

export const REGIONS: readonly Region[] = PARTITIONS.flatMap((partition) =>
  Object.entries(partition.regions).map(([name, title]) => ({ name, title, partition })),
);

const BY_NAME = new Map(REGIONS.map((region) => [region.name, region]));

export function findRegion(name: string): Region | undefined {
  return BY_NAME.get(name);
}

/** The partition whose region names have this form, whether or not the region exists. */
export function findPartitionOfRegion(name: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.regionPattern.test(name));
}

export function findPartition(id: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.id === id);
}
