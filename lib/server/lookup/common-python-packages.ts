/** What the collections of the community `ansible` package and their guides ask for: suggestions where an index cannot be searched. */
export const COMMON_PYTHON_PACKAGES: readonly string[] = [
  'ansible-core', 'ansible-lint', 'ansible-pylibssh', 'ansible-runner', 'asyncssh', 'awxkit', 'azure-cli-core', 'azure-common', 'azure-identity',
  'azure-mgmt-compute', 'azure-mgmt-network', 'azure-mgmt-resource', 'azure-mgmt-storage', 'azure-storage-blob', 'bcrypt', 'boto3', 'botocore', 'certifi',
  'cryptography', 'dnspython', 'docker', 'f5-sdk', 'google-auth', 'google-cloud-storage', 'hcloud', 'hvac', 'importlib-metadata', 'infoblox-client',
  'jinja2', 'jmespath', 'jsonpatch', 'jsonschema', 'junos-eznc', 'kubernetes', 'kubernetes-validate', 'linode-api4', 'lxml', 'msgraph-sdk', 'msrest',
  'msrestazure', 'napalm', 'ncclient', 'netaddr', 'netapp-lib', 'netapp-ontap', 'netmiko', 'ntc-templates', 'oauthlib', 'oci', 'openshift',
  'openstacksdk', 'packaging', 'pan-os-python', 'pan-python', 'paramiko', 'passlib', 'pexpect', 'proxmoxer', 'psutil', 'psycopg2-binary', 'pyone',
  'pycryptodome', 'pykerberos', 'pymssql', 'pymysql', 'pynetbox', 'pyopenssl', 'pypsrp', 'pyspnego', 'python-dateutil', 'python-dracclient',
  'python-gitlab', 'python-ldap', 'python-tss-sdk', 'pytz', 'pyvmomi', 'pywinrm', 'pyyaml', 'receptorctl', 'redfish', 'requests', 'requests-credssp',
  'requests-gssapi', 'requests-kerberos', 'requests-ntlm', 'requests-oauthlib', 'ruamel-yaml', 'scp', 'selinux', 'smbprotocol', 'systemd-python',
  'textfsm', 'toml', 'ttp', 'urllib3', 'vcf-sdk', 'vmware-vcenter', 'xmltodict', 'yamllint', 'zabbix-utils',
];
