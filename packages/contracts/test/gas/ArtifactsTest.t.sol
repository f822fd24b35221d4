// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../support/Test.sol";

/// @notice What the tests run is what the package ships. Beside the tests of gas, because coverage and mutation compile
/// with other settings.
contract ArtifactsTest is Test {
    function test_artifacts_areTheTestedCode() public view {
        string[8] memory names = [
            "Consensus",
            "PlacesPart",
            "LateVotesPart",
            "AppealsPart",
            "OrdersPart",
            "LensPart",
            "Beacon",
            "ModelRegistry"
        ];
        for (uint256 i; i < names.length; ++i) {
            string memory shipped = vm.readFile(string.concat("artifacts/", names[i], ".json"));
            bytes memory tested = vm.getCode(artifact(names[i]));
            string memory complaint = string.concat("stale: npm run build (", names[i], ")");
            assertEq(keccak256(vm.parseJsonBytes(shipped, ".bytecode")), keccak256(tested), complaint);
        }
    }
}
