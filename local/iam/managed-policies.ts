/** The policies of AWS's own that are known here, by ARN. A role that names another one is refused at deployment. */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, unknown>> = {
  // CDK gives it to every function that brings no role.
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "*",
      },
    ],
  },
};
