// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Order, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {FalseReturnToken} from "../support/FalseReturnToken.sol";
import {FeeToken} from "../support/FeeToken.sol";
import {LyingToken} from "../support/LyingToken.sol";
import {NoReturnToken} from "../support/NoReturnToken.sol";
import {Token} from "../support/Token.sol";

/// @notice An ERC-20 instance: every way that money comes and goes, with tokens of all kinds.
contract TokenTest is BaseTest {
    uint8 private constant SIZE = 7;
    uint96 private constant FEE = 0.7 ether;

    function newAsset() internal override returns (address) {
        return address(new Token());
    }

    /* THE WHOLE WAY ROUND */

    function test_token_lifecycle() public {
        lifecycle();
    }

    function test_token_lifecycleWithoutReturnValues() public {
        use(address(new NoReturnToken()));
        lifecycle();
    }

    /// @dev Paid in, decided, appealed, overturned, and paid out to the last unit: nothing stays.
    function lifecycle() private {
        uint256 paidIn = holdingsOf(address(consensus));
        assertEq(paidIn, SEATS * uint256(p.bond), "bonds");
        bytes32 task = wronglyDecidedTask();
        bytes32 appealTask = appeal(task, nextNonce - 1);
        paidIn += FEE + minimumFee(15);
        assertEq(holdingsOf(address(consensus)), paidIn, "fees");
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        consensus.overturn(task);
        uint256 paidOut = payOutSeats();
        paidOut += payOutOthers();
        assertEq(paidOut, paidIn, "all of it");
        assertEq(holdingsOf(address(consensus)), 0, "nothing stays");
        assertEq(address(consensus).balance, 0, "no ether came near it");
    }

    function payOutOthers() private returns (uint256 paid) {
        uint256 treasury = consensus.owedTreasury();
        uint256 sink = consensus.owedSink();
        consensus.sweepTreasury();
        consensus.sweepSink();
        assertEq(holdingsOf(TREASURY), treasury, "treasury");
        assertEq(holdingsOf(SINK), sink, "sink");
        uint256 before = holdingsOf(STRANGER);
        vm.prank(STRANGER);
        consensus.withdraw();
        paid = holdingsOf(STRANGER) - before;
        assertEq(paid, 2 * minimumFee(15), "appellant");
        return paid + treasury + sink;
    }

    function payOutSeats() private returns (uint256 paid) {
        for (uint16 seat; seat < SEATS; ++seat) {
            if (balanceOf(seat) > p.bond) {
                vm.prank(ownerOf(seat));
                consensus.claim(seat);
            }
            if (consensus.getSeat(seat).to == 0) exit(seat);
        }
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        for (uint16 seat; seat < SEATS; ++seat) {
            withdrawSeat(seat);
            paid += holdingsOf(ownerOf(seat));
        }
    }

    /* WHAT IS NOT THE ASSET */

    function test_token_instanceTakesNoEther(uint256 value) public {
        value = bound(value, 1, 100 ether);
        bytes memory reason = abi.encodeWithSelector(IConsensus.WrongValue.selector, value, 0);
        bytes[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            give(STRANGER, p.bond);
            payingPrank(STRANGER);
            vm.deal(STRANGER, value);
            (bool done, bytes memory why) = address(consensus).call{value: value}(calls[i]);
            assertEq(done, false, "refused");
            assertEq(why, reason, "WrongValue");
        }
        vm.prank(STRANGER);
        (bool sent,) = address(consensus).call{value: value}("");
        assertEq(sent, false, "no plain payments");
    }

    function test_token_forcedInBelongsToNobody(uint256 amount) public {
        amount = bound(amount, 1, type(uint96).max);
        force(amount);
        bytes32 task = settledTask(SIZE, FEE);
        assertEq(balanceOf(seatAt(task, 0)) - p.bond, shareOf(FEE, SIZE), "the share is the same");
        assertConservation(amount);
    }

    /* PAYING IN */

    function test_token_revertsWithoutApproval() public {
        bytes[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            address poor = makeAddress("no approval");
            give(poor, p.bond);
            vm.prank(poor);
            refused(
                calls[i],
                abi.encodeWithSelector(
                    IERC20Errors.ERC20InsufficientAllowance.selector, address(consensus), 0, amounts()[i]
                )
            );
        }
    }

    function test_token_revertsWithoutBalance() public {
        bytes[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            address poor = makeAddress("no balance");
            payingPrank(poor);
            refused(
                calls[i], abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, poor, 0, amounts()[i])
            );
        }
    }

    function test_token_revertsWhenItSaysNo() public {
        FalseReturnToken token = new FalseReturnToken();
        use(address(token));
        bytes[] memory calls = paidCalls();
        token.startRefusing();
        for (uint256 i; i < calls.length; ++i) {
            fundedPrank(STRANGER, amounts()[i]);
            refused(calls[i], abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        }
    }

    function test_token_revertsWhenAPartIsLostOnTheWay() public {
        FeeToken token = new FeeToken();
        use(address(token));
        bytes[] memory calls = paidCalls();
        token.startCharging();
        for (uint256 i; i < calls.length; ++i) {
            uint256 amount = amounts()[i];
            fundedPrank(STRANGER, amount);
            refused(calls[i], abi.encodeWithSelector(IConsensus.WrongTransfer.selector, amount - amount / 100, amount));
        }
    }

    function test_token_revertsWhenItMovesAnotherAmount(uint256 percent) public {
        percent = bound(percent, 0, 300);
        vm.assume(percent != 100);
        LyingToken token = new LyingToken();
        use(address(token));
        bytes[] memory calls = paidCalls();
        token.setPercent(percent);
        for (uint256 i; i < calls.length; ++i) {
            uint256 amount = amounts()[i];
            fundedPrank(STRANGER, 3 * amount);
            refused(calls[i], abi.encodeWithSelector(IConsensus.WrongTransfer.selector, amount * percent / 100, amount));
        }
    }

    /* PAYING OUT */

    /// @dev A token that says no takes nothing away: what is owed stays owed.
    function test_token_keepsWhatItCouldNotPay() public {
        FalseReturnToken token = new FalseReturnToken();
        use(address(token));
        owesEverybody();
        token.startRefusing();
        bytes memory reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token);
        bytes32 before = owed();
        (address[] memory receivers, bytes[] memory calls) = payouts();
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(receivers[i]);
            refused(calls[i], reason);
        }
        assertEq(owed(), before, "still owed");
    }

    /// @dev Whom the token does not pay, it keeps nobody else from being paid.
    function test_token_refusingOneBlocksNobodyElse(uint256 which) public {
        owesEverybody();
        (address[] memory receivers, bytes[] memory calls) = payouts();
        which = bound(which, 0, calls.length - 1);
        refuse(receivers[which]);
        for (uint256 i; i < calls.length; ++i) {
            uint256 before = holdingsOf(receivers[i]);
            vm.prank(receivers[i]);
            (bool done,) = address(consensus).call(calls[i]);
            assertEq(done, i != which, "all but one");
            assertEq(holdingsOf(receivers[i]) > before, i != which, "are paid");
        }
    }

    /* HELPERS */

    function use(address asset) private {
        p.asset = asset;
        redeploy(SEATS);
        give(REQUESTER, type(uint128).max / 2);
    }

    /// @dev A quorum lied.
    function wronglyDecidedTask() private returns (bytes32 task) {
        task = sealedTask(SIZE, FEE);
        bytes32[] memory outputs = outputsOf(SIZE, LIE);
        (outputs[0], outputs[1]) = (TRUTH, TRUTH);
        consensus.settle(settlementOf(task, outputs));
    }

    /// @dev A requester, the treasury, the sink, a claiming and a leaving owner. Of a reward that left, the treasury
    /// has its part.
    function owesEverybody() private {
        bytes32 refunded = sealedTask(SIZE, FEE);
        consensus.settle(settlementOf(refunded, UNAVAILABLE));
        wronglyDecidedTask();
        uint16 first = winner();
        vm.prank(ownerOf(first));
        consensus.claim(first);
        exit(leaver());
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
    }

    function payouts() private view returns (address[] memory receivers, bytes[] memory calls) {
        (receivers, calls) = (new address[](5), new bytes[](5));
        (receivers[0], calls[0]) = (REQUESTER, abi.encodeCall(IConsensus.withdraw, ()));
        (receivers[1], calls[1]) = (TREASURY, abi.encodeCall(IConsensus.sweepTreasury, ()));
        (receivers[2], calls[2]) = (SINK, abi.encodeCall(IConsensus.sweepSink, ()));
        (receivers[3], calls[3]) = (ownerOf(winner()), abi.encodeCall(IConsensus.claim, (winner())));
        (receivers[4], calls[4]) = (ownerOf(leaver()), abi.encodeCall(IConsensus.withdrawSeat, (leaver())));
    }

    function owed() private view returns (bytes32) {
        bytes memory all = abi.encode(consensus.credit(REQUESTER), consensus.owedTreasury(), consensus.owedSink());
        for (uint16 seat; seat < SEATS; ++seat) {
            all = abi.encode(all, consensus.getSeat(seat));
        }
        return keccak256(all);
    }

    /// @dev The first seat with a reward.
    function winner() private view returns (uint16 seat) {
        while (balanceOf(seat) <= p.bond) ++seat;
    }

    /// @dev The last seat with its bond alone.
    function leaver() private view returns (uint16 seat) {
        seat = SEATS - 1;
        while (balanceOf(seat) != p.bond) --seat;
    }

    /// @dev All ways to pay in, by the stranger.
    function paidCalls() private returns (bytes[] memory calls) {
        uint64 nonce = nextNonce;
        bytes32 task = settledTask(SIZE, minimumFee(SIZE));
        Order[] memory orders = new Order[](2);
        (orders[0], orders[1]) = (order(3, minimumFee(3)), order(5, minimumFee(5)));
        calls = new bytes[](4);
        calls[0] = abi.encodeCall(IConsensus.join, (STRANGER));
        calls[1] = abi.encodeCall(IConsensus.addTask, (order(3, minimumFee(3))));
        calls[2] = abi.encodeCall(IConsensus.addTasks, (orders));
        calls[3] = abi.encodeCall(
            IConsensus.appeal, (task, Terms(REQUESTER, nonce, MODEL, PROMPT), minimumFee(15), nextNonce++)
        );
    }

    /// @dev What each of them pays.
    function amounts() private view returns (uint256[4] memory) {
        return [uint256(p.bond), minimumFee(3), uint256(minimumFee(3)) + minimumFee(5), minimumFee(15)];
    }

    /// @dev The caller was pranked.
    function refused(bytes memory call, bytes memory reason) private {
        (bool done, bytes memory why) = address(consensus).call(call);
        assertEq(done, false, "refused");
        assertEq(why, reason, "reason");
    }
}
